'use strict';

// Starts the bench from its TypeScript sources: `node bench/run.cjs turn`. They are compiled in memory, file by file,
// because test/support/servers needs CommonJS (it finds its files by `__dirname`) while the gateway under measurement
// is the built one in `dist`, loaded as it is.

const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

// Lets `./x.js` in a TypeScript file find `./x.ts`.
require('../test/support/servers/js-imports-find-ts.cjs');

Module._extensions['.ts'] = function compile(module, filename) {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs', ignoreDynamic: true },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  module._compile(code, filename);
};

require('./main.ts');
