// First: it makes the imports below resolve.
import './js-imports-find-ts.cjs';

import { ensureServers, sharedLogFiles } from './shared-servers.js';

/**
 * Jest's `globalSetup`. Workers inherit the environment, so this is how suites find the servers.
 * Without servers a build fails; at a desk, suites are skipped and say why.
 */
// biome-ignore lint/style/noDefaultExport: Jest calls the default export.
export default async function globalSetup(): Promise<void> {
  try {
    const { redisUrl, mongoUrl } = await ensureServers();
    process.env['FRONTDESK_TEST_REDIS_URL'] = redisUrl;
    process.env['FRONTDESK_TEST_MONGODB_URL'] = mongoUrl;
    process.env['FRONTDESK_TEST_SERVER_LOGS'] = JSON.stringify(await sharedLogFiles());
  } catch (error) {
    const reason = `test servers could not be started: ${(error as Error).message}`;
    if (process.env['CI'] === 'true') throw new Error(reason, { cause: error });
    process.stderr.write(`${reason}\nSuites that need them are skipped.\n`);
    process.env['FRONTDESK_TEST_SKIP_REASON'] = reason;
  }
}
