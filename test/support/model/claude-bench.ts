import type { ModelPrice } from '../../../src/core/domain/usage.js';
import type { BreakerSettings } from '../../../src/core/mind/breaker.js';
import { ClaudeClient } from '../../../src/core/mind/claude/claude-client.js';
import { ClaudeMind, type ClaudeSettings } from '../../../src/core/mind/claude/claude-mind.js';
import { loadPrompts } from '../../../src/core/mind/claude/load-prompts.js';
import { ModelBreakers } from '../../../src/core/mind/model-breakers.js';
import type { Breakers } from '../../../src/core/ports/breakers.js';
import type { Passage } from '../../../src/core/ports/knowledge.js';
import type { Context, Line } from '../../../src/core/ports/mind.js';
import type { SpendingGate } from '../../../src/core/ports/spending-gate.js';
import type { Fields, Telemetry } from '../../../src/core/ports/telemetry.js';
import { MemoryBreakers } from '../../../src/core/stores/embedded/memory-breakers.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { HandClock } from './hand-clock.js';
import { MemoryLedger } from './memory-ledger.js';

export const HAIKU: ModelPrice = {
  ...{ input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 },
  above: { promptTokens: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625 },
};
export const SONNET: ModelPrice = { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5 };
export const PRICES = { 'claude-haiku-5-5': HAIKU, 'claude-sonnet-5-5': SONNET };

export const SECRET_KEY = 'sk-ant-test-0123456789';

const SETTINGS: ClaudeSettings = {
  attemptsMax: 3,
  timeoutMs: 60_000,
  idleMs: 30_000,
  retryBaseMs: 500,
  retryMaxMs: 8_000,
  answerTokensMax: 4_000,
};

/** A tenant without a limit. */
export const NO_BUDGET: SpendingGate = {
  enter: async () => undefined,
  leave: () => undefined,
  recorded: () => undefined,
};

export class HeardTelemetry implements Telemetry {
  readonly heard: { readonly event: string; readonly fields: Fields }[] = [];

  info(event: string, fields: Fields = {}): void {
    this.heard.push({ event, fields });
  }

  warn(event: string, fields: Fields = {}): void {
    this.heard.push({ event, fields });
  }

  error(event: string, _error: unknown, fields: Fields = {}): void {
    this.heard.push({ event, fields });
  }

  named(event: string): readonly Fields[] {
    return this.heard.filter((one) => one.event === event).map(({ fields }) => fields);
  }
}

export interface ClaudeBench {
  readonly mind: ClaudeMind;
  readonly ledger: MemoryLedger;
  readonly clock: HandClock;
  readonly telemetry: HeardTelemetry;
  readonly breakers: ModelBreakers;
}

/** The Claude mind with the prompts we ship, a ledger in memory and time by hand, talking to the server at `url`. */
export async function claudeBench(
  url: string,
  settings: Partial<ClaudeSettings> = {},
  small = 'claude-haiku-5-5',
  breaker: Partial<BreakerSettings> = {},
  shared: Breakers = new MemoryBreakers(),
): Promise<ClaudeBench> {
  const ledger = new MemoryLedger();
  const clock = new HandClock();
  const telemetry = new HeardTelemetry();
  const breakers = new ModelBreakers({
    ...{ shared, clock, telemetry },
    settings: { failures: 100, pauseMs: 30_000, ...breaker },
  });
  const mind = new ClaudeMind({
    breakers,
    client: new ClaudeClient({ apiKey: SECRET_KEY, baseUrl: url }),
    models: {
      route: small,
      greet: small,
      answer: 'claude-sonnet-5-5',
      brief: 'claude-sonnet-5-5',
      fill: small,
      summarise: small,
    },
    prices: PRICES,
    ledger,
    budget: NO_BUDGET,
    clock,
    ids: new CryptoIds(),
    telemetry,
    prompts: await loadPrompts('config/prompts'),
    greetingAtHand: async ({ customer }) => `Hello ${customer.name}, at hand.`,
    settings: { ...SETTINGS, ...settings },
  });
  return { mind, ledger, clock, telemetry, breakers };
}

const AT_MS = Date.UTC(2026, 10, 21, 9, 0);

export function line(text: string, name = 'Jo', kind: Line['author']['kind'] = 'customer'): Line {
  return { author: { kind, id: name.toLowerCase(), name }, text, atMs: AT_MS };
}

export const RETURNS: Passage = {
  key: 'returns#how-long',
  title: 'Returns',
  heading: 'How long can I return an item?',
  text: 'You can return an item within 30 days. Gifts have 60 days.\nThe label is free.',
  url: 'https://help.example.com/returns',
  score: 0.9,
};

export const SHIPPING: Passage = {
  key: 'shipping#shipping',
  title: 'Shipping',
  heading: 'Shipping',
  text: 'Shipping takes 2 to 4 days.',
  score: 0.5,
};

export function contextOf(text: string, rest: Partial<Context> = {}): Context {
  return {
    place: {
      tenant: 'shop',
      channel: 'shop-web',
      conversationId: 'c1',
      episode: 1,
      turnId: 'c1-t1-1',
    },
    turnType: 'info_question',
    wording: { language: 'en', overrides: {} },
    tenant: { id: 'shop', name: 'Maple & Finch', botName: 'Finch' },
    customer: { id: 'jo', name: 'Jo' },
    accountFacts: [],
    facts: [],
    stretches: [],
    actions: [],
    summary: null,
    lastTalkAtMs: null,
    recalled: [],
    window: [],
    passages: [RETURNS, SHIPPING],
    lines: [line(text)],
    ...rest,
  };
}
