import { AdminAuth } from './admin/admin-auth.js';
import { explainRoutes } from './admin/explain-routes.js';
import type { Config } from './core/config/config-schema.js';
import { loadConfig } from './core/config/load-config.js';
import type { Conversation } from './core/domain/conversation.js';
import { GatewayError } from './core/domain/errors.js';
import { explanationAsText, talkAsText, WHERE_IDS_ARE } from './core/metrics/explained-text.js';
import { EXPLAINED_TURNS_MAX, Explainer } from './core/metrics/explainer.js';
import type { Clock } from './core/ports/clock.js';
import type { IdSource } from './core/ports/ids.js';
import { openRecord } from './core/stores/open-record.js';
import type { Stores } from './core/stores/open-stores.js';
import { SystemClock } from './core/stores/system/system-clock.js';
import { storeSettings } from './settings.js';

const FORMATS = ['text', 'json'];

/** As it was typed. `id`: of a turn or a conversation. */
export interface ExplainTask {
  readonly config: string;
  readonly id: string;
  readonly last: string;
  readonly format: string;
}

interface ExplainApiParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly showsRecord: (conversation: Conversation) => boolean;
}

/** The same over HTTP, for whoever has an admin token. */
export function explainApi({ config, stores, clock, ids, showsRecord }: ExplainApiParts) {
  const { limiter } = stores;
  return explainRoutes({
    auth: new AdminAuth({ limiter, ids, tokens: () => config().admin.tokens }),
    limiter,
    explainer: new Explainer({ ...stores, clock, showsRecord }),
  });
}

/** What is on record of a turn or a conversation, out of the stores that the configuration names. It writes nothing. */
export async function explain(
  { config: file, id, last, format }: ExplainTask,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (!FORMATS.includes(format)) {
    throw unusable(`--format ${format} is none of: ${FORMATS.join(', ')}.`);
  }
  const count = lastOf(last);
  const config = await loadConfig(file, env);
  const { close, ...record } = await openRecord(storeSettings(config));
  try {
    const explainer = new Explainer({
      ...record,
      clock: new SystemClock(),
      showsRecord: ({ channel }) => isWeb(config, channel),
    });
    const turn = await explainer.turn(id, null);
    if (turn !== null) return format === 'json' ? asJson(turn) : explanationAsText(turn);
    const talk = await explainer.conversation(id, count, null);
    if (talk !== null) return format === 'json' ? asJson(talk) : talkAsText(talk);
  } finally {
    await close();
  }
  throw unknown(id, file);
}

/** The web's clients say what they have shown. */
function isWeb({ channels }: Config, channel: string): boolean {
  return channels[channel]?.kind === 'web';
}

function asJson(value: object): string {
  return JSON.stringify(value, null, 2);
}

function lastOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= EXPLAINED_TURNS_MAX) return count;
  throw unusable(`--last ${text} is no number from 1 to ${EXPLAINED_TURNS_MAX}.`);
}

function unknown(id: string, file: string): GatewayError {
  const where = `The stores of ${file} have neither a turn nor a conversation "${id}".`;
  const message = `${where} A turn that was given up or is being worked on is on no record. ${WHERE_IDS_ARE}`;
  return new GatewayError('turn.unknown', {}, { message });
}

function unusable(message: string): GatewayError {
  return new GatewayError('request.invalid', {}, { message });
}
