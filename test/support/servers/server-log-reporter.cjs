'use strict';

// Jest reporter: when a run failed, prints how the shared servers' logs end. It runs before the
// teardown removes them. Plain JavaScript, because Jest does not transform reporters.

const { existsSync, readFileSync } = require('node:fs');

const LINES_MAX = 80;

module.exports = class ServerLogReporter {
  onRunComplete(_contexts, results) {
    const isFine =
      results.numFailedTests === 0 &&
      results.numRuntimeErrorTestSuites === 0 &&
      results.numFailedTestSuites === 0;
    if (isFine) return;
    for (const file of JSON.parse(process.env.FRONTDESK_TEST_SERVER_LOGS ?? '[]')) {
      if (!existsSync(file)) continue;
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LINES_MAX);
      process.stderr.write(`\n--- end of ${file} ---\n${lines.join('\n')}\n`);
    }
  }
};
