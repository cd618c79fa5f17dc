import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.js';

const run = promisify(execFile);

/** Chromium and what it needs are 100 MB. */
const INSTALL_MS_MAX = 600_000;

/** No sandbox as root, nothing that calls home, and no host but this machine. */
export const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];

/** The browser to drive: `CHROMIUM_PATH`, an installed one, or (as root) one installed now. */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    accessSync(named, constants.X_OK);
    return named;
  }
  const installed = installedBrowser();
  if (installed !== undefined) return installed;
  await installChromium();
  const fetched = installedBrowser();
  if (fetched === undefined) throw new Error('apt installed chromium, but no program came of it.');
  return fetched;
}

function installedBrowser(): string | undefined {
  return findProgram('chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser');
}

async function installChromium(): Promise<void> {
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) {
    throw new Error(
      'No browser found. Install chromium (apt-get install chromium), or set CHROMIUM_PATH.',
    );
  }
  process.stderr.write('test servers: installing chromium with apt\n');
  const steps = [
    // Another test process may have been first.
    'command -v chromium && exit',
    'apt-get update',
    'apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 chromium',
  ];
  // One at a time: a second `apt-get update` would fail on the first one's lock.
  const lock = path.join(os.tmpdir(), 'frontdesk-apt.lock');
  await run('flock', [lock, 'sh', '-c', `set -e; ${steps.join('; ')}`], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
    timeout: INSTALL_MS_MAX,
  });
}
