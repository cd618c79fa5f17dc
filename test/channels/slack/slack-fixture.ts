import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '../../fixtures/slack');

/** A payload as Slack documents it. */
export function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));
}

/** The same with other things in its event. */
export function eventWith(name: string, more: Record<string, unknown>): Record<string, unknown> {
  const body = fixture(name);
  return { ...body, event: { ...(body['event'] as object), ...more } };
}
