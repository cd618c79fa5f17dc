import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../src/core/config/config-schema.js';
import { loadConfig } from '../../../src/core/config/load-config.js';
import type { Environment } from '../../../src/core/config/substitute.js';
import { GatewayError } from '../../../src/core/domain/errors.js';

/** The least that serves a customer. Tests replace a line or add some. */
export const SMALL = `desks:
  main:
    kind: local
    agents:
      - id: ana
        name: Ana Alvarez
tenants:
  demo:
    name: Maple & Finch
    botName: Finch
    desk: main
channels:
  demo-web:
    kind: web
    tenant: demo
`;

export const SECRET = 'correct-horse-battery-staple-0123456789';

/** What config/frontdesk.example.yaml needs. */
export const EXAMPLE_ENV: Environment = {
  FRONTDESK_SECRET: SECRET,
  ADMIN_TOKEN: 'admin-token-0123456789',
  DESK_TOKEN_ANA: 'desk-token-ana-0123456789',
  DESK_TOKEN_BEN: 'desk-token-ben-0123456789',
  DESK_TOKEN_MEI: 'desk-token-mei-0123456789',
  SLACK_SIGNING_SECRET: 'signing-secret-0123456789',
  SLACK_APP_TOKEN: 'xapp-token-0123456789',
  SLACK_BOT_TOKEN: 'xoxb-token-0123456789',
  SLACK_PARTNER_BOT_TOKEN: 'xoxb-token-9876543210',
  TEAMS_APP_ID: '00000000-1111-2222-3333-444444444444',
  TEAMS_APP_PASSWORD: 'client-secret-of-tests-0123456789',
  TEAMS_ORGANIZATION: '11111111-2222-3333-4444-555555555555',
};

/** A folder of its own for each call's file, removed after the tests. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frontdesk-config-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let written = 0;

export function aFile(text: string): string {
  written += 1;
  const place = join(folder, String(written));
  mkdirSync(place);
  writeFileSync(join(place, 'frontdesk.yaml'), text);
  return join(place, 'frontdesk.yaml');
}

export function load(text: string, env: Environment = {}): Promise<Config> {
  return loadConfig(aFile(text), env);
}

/** What a person reads when the file cannot be used, with the folder left out of its name. */
export async function complaint(text: string, env: Environment = {}): Promise<string> {
  const file = aFile(text);
  const error: unknown = await loadConfig(file, env).catch((reason: unknown) => reason);
  if (!(error instanceof GatewayError)) throw new TypeError('The file was accepted.');
  expect(error.code).toBe('config.invalid');
  return error.message.replaceAll(file.slice(0, -'frontdesk.yaml'.length), '');
}
