'use strict';

// Starts the bench from its TypeScript sources: `node bench/run.cjs turn`. test/support/servers needs CommonJS (it finds
// its files by `__dirname`), while the gateway under measurement is the built one in `dist`, loaded as it is.

require('../scripts/run-typescript.cjs')({ keepsImports: true });
require('./main.ts');
