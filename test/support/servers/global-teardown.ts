// First: it makes the imports below resolve.
import './js-imports-find-ts.cjs';

import { stopServers } from './shared-servers.js';

/** Jest's `globalTeardown`. */
// biome-ignore lint/style/noDefaultExport: Jest calls the default export.
export default async function globalTeardown(): Promise<void> {
  await stopServers();
}
