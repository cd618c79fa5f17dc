'use strict';

// Starts the evaluation from its TypeScript sources: `node eval/run.cjs DIR`. They and the parts of `src` under
// measurement are compiled in memory, file by file, so that no build is needed and none can be stale.

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
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  module._compile(code, filename);
};

require('./main.ts');
