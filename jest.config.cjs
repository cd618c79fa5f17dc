module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // An ES module, which Jest cannot require here; its package has the same code as CommonJS, too.
    '^marked$': '<rootDir>/node_modules/marked/lib/marked.umd.js',
  },
  globalSetup: '<rootDir>/test/support/servers/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/servers/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/support/servers/server-log-reporter.cjs'],
  testTimeout: 60_000,
  // After a stop while Redis is away BullMQ keeps a client that tries to reconnect; the gateway itself ends its process.
  forceExit: true,
};
