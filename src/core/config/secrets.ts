import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { GatewayError } from '../domain/errors.js';
import type { Config } from './config-schema.js';

/** Random bytes of a made secret; base64url makes 43 letters of them. */
const SECRET_BYTES = 32;

const kept = z.strictObject({
  secret: z.string().min(32),
  agents: z.record(z.string(), z.string().min(16)),
});

/** What must stay secret and is the same after every start. `agents`: token by agent id. */
export interface Secrets {
  readonly secret: string;
  readonly agents: Readonly<Record<string, string>>;
  /** The file with the made ones; null when config has them all. */
  readonly file: string | null;
}

/**
 * Takes secrets from config; those it leaves out are made once and kept in the data folder, readable by its owner
 * only. With several processes config must have them all, which its check ensures.
 */
export async function openSecrets(config: Config): Promise<Secrets> {
  const agents = Object.values(config.desks).flatMap((desk) =>
    desk.kind === 'local' ? desk.agents : [],
  );
  const given = Object.fromEntries(
    agents.flatMap(({ id, token }) => (token === undefined ? [] : [[id, token]])),
  );
  const missing = agents.filter(({ token }) => token === undefined).map(({ id }) => id);
  if (config.secret !== undefined && missing.length === 0) {
    return { secret: config.secret, agents: given, file: null };
  }
  const file = join(config.data, 'secrets.json');
  const before = await readKept(file);
  const made = before ?? { secret: makeSecret(), agents: {} };
  const lacking = missing.filter((id) => made.agents[id] === undefined);
  const after = {
    secret: made.secret,
    agents: { ...made.agents, ...Object.fromEntries(lacking.map((id) => [id, makeSecret()])) },
  };
  if (before === null || lacking.length > 0) await writeKept(config.data, file, after);
  return { secret: config.secret ?? after.secret, agents: { ...after.agents, ...given }, file };
}

function makeSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

async function readKept(file: string): Promise<z.infer<typeof kept> | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const parsed = kept.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new GatewayError(
    'config.invalid',
    { file },
    {
      message: `${file} is damaged. Restore it, or delete it to make new secrets: visitors then begin new conversations and agents need their new tokens.`,
    },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that a crash leaves the old file or the new one. */
async function writeKept(
  folder: string,
  file: string,
  secrets: z.infer<typeof kept>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fresh = `${file}.new`;
  await writeFile(fresh, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(fresh, file);
}
