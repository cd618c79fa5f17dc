'use strict';

// Starts the evaluation from its TypeScript sources: `node eval/run.cjs DIR`. The parts of `src` under measurement are
// compiled along, so that no build is needed.

require('../scripts/run-typescript.cjs')({ keepsImports: false });
require('./main.ts');
