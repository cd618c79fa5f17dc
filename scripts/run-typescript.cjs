'use strict';

// Lets a tool start from its TypeScript sources. They are compiled in memory, file by file, so that none can be stale.
// `keepsImports`: leaves `import()` as it is, for a tool that loads the built ES modules of `dist`.

const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

module.exports = function runTypeScript({ keepsImports }) {
  // Lets `./x.js` in a TypeScript file find `./x.ts`.
  require('../test/support/servers/js-imports-find-ts.cjs');
  Module._extensions['.ts'] = function compile(module, filename) {
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'commonjs', ignoreDynamic: keepsImports },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    module._compile(code, filename);
  };
};
