import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  COLOR_ICON,
  manifestOf,
  OUTLINE_ICON,
  type TeamsApp,
} from './channels/teams/teams-manifest.js';
import { zipOf } from './channels/teams/teams-zip.js';
import type { Config } from './core/config/config-schema.js';
import { loadConfig } from './core/config/load-config.js';
import type { Environment } from './core/config/substitute.js';
import { teamsBots, teamsChannels } from './teams-settings.js';

export interface PackageTask {
  /** The configuration. */
  readonly config: string;
  /** Needed if several are of kind teams. */
  readonly channel?: string;
  /** Public address of the gateway; `server.publicUrl` if absent. */
  readonly url?: string;
  readonly out: string;
  /** The template; its icons are beside it. */
  readonly manifest: string;
  readonly appVersion?: string;
  readonly allMessages?: true;
}

interface Outcome {
  readonly ok: boolean;
  readonly report: string;
}

/** Writes the app package that is uploaded to Teams, and says what to do with it. */
export async function packTeamsApp(task: PackageTask, env: Environment): Promise<Outcome> {
  const config = await loadConfig(task.config, env);
  try {
    return await pack(task, config);
  } catch (error) {
    const report = wordsOfSystem(error);
    if (report === null) throw error;
    return { ok: false, report };
  }
}

/** A file that is not there, or may not be written: the system's words name it. Null for any other error. */
function wordsOfSystem(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error)) return null;
  return 'message' in error ? String(error.message) : null;
}

async function pack(task: PackageTask, config: Config): Promise<Outcome> {
  const app = appOf(task, config);
  if (typeof app === 'string') return { ok: false, report: app };
  const template = await templateAt(task.manifest);
  if (typeof template === 'string') return { ok: false, report: template };
  const outcome = manifestOf(template, app);
  if (outcome.kind === 'faulty') {
    const remedy = 'Copy it with its icons, correct the copy, and give that with --manifest.';
    const lines = outcome.problems.map((one) => `  ${one}`);
    return { ok: false, report: [`${task.manifest}:`, ...lines, remedy].join('\n') };
  }
  const icons = await iconsOf(task.manifest, template);
  if (typeof icons === 'string') return { ok: false, report: icons };
  const manifest = Buffer.from(`${JSON.stringify(outcome.manifest, null, 2)}\n`);
  await writeFile(task.out, zipOf([{ name: 'manifest.json', bytes: manifest }, ...icons]));
  return {
    ok: true,
    report: [
      `${task.out}: ${app.botName}, version ${String(outcome.manifest['version'])}.`,
      'Upload it in Teams under Apps, Manage your apps, Upload an app.',
      `Messaging endpoint of its Azure Bot: ${app.url}/api/v1/teams/${app.bot}/messages`,
    ].join('\n'),
  };
}

/** What the configuration says; a text if it does not say enough. */
function appOf(task: PackageTask, config: Config): (TeamsApp & { bot: string }) | string {
  const channels = teamsChannels(config);
  const names = channels.map(({ name }) => name).join(', ');
  if (channels.length === 0) return 'No channel is of kind teams.';
  if (task.channel === undefined && channels.length > 1) {
    return `Say which channel with --channel: ${names}.`;
  }
  const channel = channels.find(({ name }) => name === (task.channel ?? name));
  if (channel === undefined) {
    return `${task.channel} is no channel of kind teams. Use one of: ${names}.`;
  }
  const credentials = teamsBots(config).find(({ name }) => name === channel.bot)?.credentials;
  if (!credentials) {
    return `teams.${channel.bot} is anonymous, so Teams itself cannot speak to it. Give it its appId.`;
  }
  const url = (task.url ?? config.server.publicUrl)?.replace(/\/+$/, '');
  if (url === undefined || !URL.canParse(url) || !url.startsWith('https://')) {
    return 'Give the public https address of the gateway with --url, or as server.publicUrl.';
  }
  return {
    ...channel,
    appId: credentials.appId,
    url,
    readsAll: task.allMessages === true,
    version: task.appVersion ?? null,
  };
}

async function templateAt(file: string): Promise<string | { readonly [name: string]: unknown }> {
  const text = await readFile(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : `${file} is no manifest.`;
  } catch (error) {
    return `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The two icons that the template names, under the names they have in the package; a text if one cannot be used. */
async function iconsOf(file: string, template: { readonly [name: string]: unknown }) {
  const { color, outline } = template['icons'] as Readonly<Record<string, string>>;
  const entries: { name: string; bytes: Buffer }[] = [];
  for (const [path = '', icon] of [
    [color, COLOR_ICON] as const,
    [outline, OUTLINE_ICON] as const,
  ]) {
    const at = resolve(dirname(file), path);
    const bytes = await readFile(at);
    const { name, pixels } = icon;
    if (!isSquarePng(bytes, pixels)) return `${at} is no PNG of ${pixels} x ${pixels} pixels.`;
    entries.push({ name, bytes });
  }
  return entries;
}

/** https://www.w3.org/TR/png-3/#5PNG-file-signature and #11IHDR */
function isSquarePng(bytes: Buffer, pixels: number): boolean {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return false;
  return bytes.readUInt32BE(16) === pixels && bytes.readUInt32BE(20) === pixels;
}
