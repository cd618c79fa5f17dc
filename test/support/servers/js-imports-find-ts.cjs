'use strict';

// Jest resolves `./x.js` to `./x.ts` in tests (moduleNameMapper), but not in its globalSetup and
// globalTeardown, which it only transforms. Imported first there, this does it for them.

const Module = require('node:module');

const resolve = Module._resolveFilename;

Module._resolveFilename = function resolveTypeScriptToo(request, parent, ...rest) {
  const isOurs = /^\.{1,2}\/.*\.js$/.test(request) && parent?.filename?.endsWith('.ts');
  return resolve.call(this, isOurs ? request.replace(/\.js$/, '.ts') : request, parent, ...rest);
};
