// Adds up Jest's result files given as arguments; prints `PASSED FAILED`. A suite that could not even be loaded counts as
// one failed test, because Jest counts none for it; so does a file that is not there, because its run ended too early.
const { readFileSync } = require('node:fs');

let passed = 0;
let failed = 0;
for (const file of process.argv.slice(2)) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  } catch {
    failed += 1;
  }
}
process.stdout.write(`${passed} ${failed}\n`);
