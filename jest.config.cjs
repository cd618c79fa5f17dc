/** `file-type` and what it is made of are ES modules only, which Jest cannot require: they are made CommonJS like ours. */
const ES_MODULES =
  'file-type|strtok3|token-types|uint8array-extras|@tokenizer/inflate|@borewit/text-codec';

const commonJs = (syntax) => [
  '@swc/jest',
  { module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax } } },
];

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': commonJs('typescript'),
    [`/node_modules/(${ES_MODULES})/.+\\.js$`]: commonJs('ecmascript'),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES})/)`],
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
