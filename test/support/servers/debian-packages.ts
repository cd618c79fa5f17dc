import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Fetched once, reused by every later run; git ignores it. */
const CACHE_FOLDER = path.resolve(__dirname, '../../../.cache');

/** Package lists are 10 MB; on a slow line that may take minutes, but a hung mirror must end. */
const FETCH_MS_MAX = 300_000;

/** Carries the keys of this release and the next in every supported Debian. */
const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

export interface PackageSet {
  /** Folder below `.cache`; change it when the set changes, a complete folder is never refetched. */
  readonly name: string;
  readonly packages: readonly string[];
  /** A Debian release such as `trixie`; the machine's own when absent. */
  readonly release?: string;
  /** Also unpack what the packages need and this machine lacks. */
  readonly withDependencies: boolean;
}

/**
 * Unpacks Debian packages into `.cache` without installing them, so no root is needed, no service
 * starts, and the machine's own libraries stay untouched. Returns the folder that holds `usr/`.
 *
 * Two processes may do this at once: each unpacks aside, and the first rename wins.
 */
export async function unpackedPackages(set: PackageSet): Promise<string> {
  const target = path.join(CACHE_FOLDER, set.name);
  if (existsSync(target)) return target;
  await mkdir(CACHE_FOLDER, { recursive: true });
  const workFolder = await mkdtemp(path.join(CACHE_FOLDER, `${set.name}.partial-`));
  try {
    process.stderr.write(
      `test servers: fetching ${set.packages.join(', ')} with apt into ${target}\n`,
    );
    const debs = await download(set, workFolder);
    const root = path.join(workFolder, 'root');
    await mkdir(root);
    for (const deb of debs) await run('dpkg', ['-x', deb, root]);
    await renameUnlessThere(root, target);
    return target;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function download(set: PackageSet, workFolder: string): Promise<string[]> {
  const archives = path.join(workFolder, 'cache', 'archives');
  await mkdir(path.join(workFolder, 'lists', 'partial'), { recursive: true });
  await mkdir(path.join(archives, 'partial'), { recursive: true });
  const sources = path.join(workFolder, 'sources.list');
  await writeFile(sources, await sourcesFor(set.release ?? (await ownRelease())));
  const apt = async (...words: string[]): Promise<void> => {
    await run('apt-get', [...privateState(workFolder, sources), ...words], {
      cwd: archives,
      timeout: FETCH_MS_MAX,
    });
  };
  await apt('update');
  if (set.withDependencies) {
    const only = ['-y', '--download-only', '--no-install-recommends'];
    await apt(...only, 'install', ...set.packages);
  } else {
    await apt('download', ...set.packages);
  }
  const files = await readdir(archives);
  return files.filter((file) => file.endsWith('.deb')).map((file) => path.join(archives, file));
}

/** Own lists and caches; the system's are read only by root and locked by its package manager. */
function privateState(workFolder: string, sources: string): string[] {
  const options = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::Etc::preferencesparts': '-',
    'Dir::State::lists': path.join(workFolder, 'lists'),
    'Dir::State::extended_states': path.join(workFolder, 'extended_states'),
    'Dir::Cache': path.join(workFolder, 'cache'),
    // Nothing is installed, so the system's dpkg lock, which only root may take, is not needed.
    'Debug::NoLocking': '1',
    // The user `_apt` cannot write here; the download's signature is checked all the same.
    'APT::Sandbox::User': '',
    // Hooks of container images clean the system's caches and fail without root.
    'APT::Update::Post-Invoke': '',
    'APT::Update::Pre-Invoke': '',
    'APT::Update::Post-Invoke-Success': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
  };
  return Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

/** The machine's own mirror with the release swapped: a test network may reach no other host. */
async function sourcesFor(release: string): Promise<string> {
  const own = await ownRelease();
  const { stdout } = await run('apt-get', [
    'indextargets',
    '--no-release-info',
    '--format',
    '$(REPO_URI) $(RELEASE) $(COMPONENT)',
    'Created-By: Packages',
  ]);
  const mirrors = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, suite, component]) => suite === own && component === 'main')
    .map(([uri]) => uri);
  const unique = [...new Set(mirrors)];
  const uris = unique.length > 0 ? unique : ['http://deb.debian.org/debian'];
  return uris.map((uri) => `deb [signed-by=${DEBIAN_KEYRING}] ${uri} ${release} main\n`).join('');
}

async function ownRelease(): Promise<string> {
  const text = existsSync('/etc/os-release') ? await readFile('/etc/os-release', 'utf8') : '';
  const codename = /^VERSION_CODENAME="?(\w+)"?$/m.exec(text)?.[1];
  if (!/^ID="?debian"?$/m.test(text) || codename === undefined) {
    throw new Error(
      'This machine is not Debian, so nothing can be fetched with apt. ' +
        'Install redis-server and mongod yourself, or set REDIS_URL and MONGODB_URL.',
    );
  }
  return codename;
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    // ENOTEMPTY: another process was first, and its folder is as good as ours.
    if (!existsSync(to)) throw error;
  }
}
