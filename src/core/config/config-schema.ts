import { z } from 'zod';
import { SUGGESTIONS_MAX } from '../domain/limits.js';
import { CATALOGUES, type Language } from '../domain/texts.js';
import { accounts } from './config-accounts.js';
import { actions } from './config-actions.js';
import { budget } from './config-budget.js';
import {
  formedText,
  idText,
  key,
  longText,
  named,
  serverUrl,
  shortText,
  token,
  wholeNumber,
} from './config-fields.js';
import { files, PUBLIC_URL } from './config-files.js';
import { memory, memoryOverride } from './config-memory.js';
import { DEGRADED, mind } from './config-mind.js';
import { routing } from './config-routing.js';
import { slackApp, slackChannel, slackDesk } from './config-slack.js';
import { teams, teamsChannel } from './config-teams.js';
import { hours, timers } from './config-timers.js';
import { workflows } from './config-workflows.js';

const server = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(253)
      .default('127.0.0.1')
      .describe('Address to listen on; 0.0.0.0 for all'),
    port: wholeNumber(
      0,
      65_535,
      'Port to listen on; 0 takes any free one; the environment variable PORT goes before',
    ).default(3_000),
    publicUrl: z.exactOptional(
      serverUrl(
        PUBLIC_URL,
        'https://support.example.com',
        'The gateway\u2019s own address as people elsewhere reach it, for links in Slack and Teams: https, or http on this machine; without it there are none',
      ),
    ),
    trustProxy: z
      .union([z.literal(false), wholeNumber(1, 10, 'Number of proxies in front')])
      .default(false)
      .describe(
        'Number of proxies in front whose X-Forwarded-For is believed; false believes nobody',
      ),
    stopTimeoutMs: wholeNumber(
      100,
      300_000,
      'Time a graceful stop may take, in milliseconds',
    ).default(10_000),
  })
  .prefault({})
  .describe('The HTTP server');

const embeddedStores = z.strictObject({
  kind: z.literal('embedded').describe('One process, SQLite in the data folder'),
});

const mongoStores = z.strictObject({
  kind: z.literal('mongo').describe('Any number of processes, MongoDB and Redis'),
  mongoUrl: serverUrl(
    /^mongodb(\+srv)?:\/\/\S+$/,
    'mongodb://127.0.0.1:27017',
    'Address of MongoDB, the record',
  ),
  mongoDatabase: formedText(
    /^[A-Za-z0-9_-]{1,63}$/,
    ['frontdesk'],
    'Name of the database: letters, digits, _ and -, at most 63',
  ).default('frontdesk'),
  redisUrl: serverUrl(
    /^rediss?:\/\/\S+$/,
    'redis://127.0.0.1:6379',
    'Address of Redis, the accelerator',
  ),
  redisPrefix: formedText(
    /^[A-Za-z0-9_-]{1,40}$/,
    ['frontdesk'],
    'Beginning of every Redis key: letters, digits, _ and -, at most 40',
  ).default('frontdesk'),
});

const stores = z
  .union([
    z.literal('embedded').transform(() => ({ kind: 'embedded' as const })),
    z.discriminatedUnion('kind', [embeddedStores, mongoStores]),
  ])
  .prefault('embedded')
  .describe(
    'Where records are kept: embedded, or a map with kind: mongo, mongoUrl and redisUrl (needed for several processes)',
  );

const log = z
  .strictObject({
    level: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info')
      .describe('The least important lines that are written'),
  })
  .prefault({})
  .describe('The log on standard output');

const adminToken = z.strictObject({
  name: shortText('Who or what uses the token; appears in the log'),
  token: token('Sent as "Authorization: Bearer"; at least 16 characters'),
  tenants: z.exactOptional(
    z
      .array(idText('Name of a tenant'))
      .min(1)
      .max(1_000)
      .describe('Only these tenants, and nothing of the gateway itself; all if absent'),
  ),
});

const admin = z
  .strictObject({
    tokens: z
      .array(adminToken)
      .max(100)
      .default([])
      .describe('Who may use the admin API; nobody by default'),
  })
  .prefault({})
  .describe('Who may see the inside, such as what is degraded in /health/ready');

const turns = z
  .strictObject({
    collectMs: wholeNumber(
      0,
      10_000,
      'Wait for further messages before a turn begins, in milliseconds',
    ).default(300),
    leaseTtlMs: wholeNumber(
      200,
      600_000,
      'Time after which a silent worker loses its conversation, in milliseconds',
    ).default(10_000),
    timeoutMs: wholeNumber(
      100,
      600_000,
      'Time a turn may take before it ends in a handoff, in milliseconds',
    ).default(60_000),
    inFlightMax: wholeNumber(1, 10_000, 'Turns one process works on at once').default(64),
    inFlightPerTenantMax: wholeNumber(
      1,
      10_000,
      'Turns of one tenant that one process works on at once',
    ).default(32),
  })
  .prefault({})
  .describe('Working on what customers wrote');

const delivery = z
  .strictObject({
    leaseTtlMs: wholeNumber(
      200,
      600_000,
      'Time after which a silent courier loses its lane, in milliseconds',
    ).default(10_000),
    retryBaseMs: wholeNumber(
      1,
      60_000,
      'Wait before the first retry, in milliseconds; doubled with each further one',
    ).default(1_000),
    retryMaxMs: wholeNumber(
      1,
      3_600_000,
      'Longest wait between two retries, in milliseconds',
    ).default(60_000),
    attemptsMax: wholeNumber(
      1,
      100,
      'Attempts before a message is shown as failed to those who sent it',
    ).default(12),
  })
  .prefault({})
  .describe('Carrying messages to channels and desks');

const sweep = z
  .strictObject({
    everyMs: wholeNumber(
      50,
      60_000,
      'Time between two looks for work that is due, in milliseconds',
    ).default(2_000),
  })
  .prefault({})
  .describe('Finding work that nobody was woken for');

const wakes = z
  .strictObject({
    lockMs: wholeNumber(
      200,
      600_000,
      'Time a worker may hold a queued job without renewing, in milliseconds',
    ).default(10_000),
    stalledMs: wholeNumber(
      100,
      600_000,
      'Time between two looks for jobs of dead workers, in milliseconds',
    ).default(5_000),
  })
  .prefault({})
  .describe('The wake queue (BullMQ); only with mongo stores');

const agent = z.strictObject({
  id: idText('Name of the agent in records, unique over all desks'),
  name: shortText('Name of the agent as customers and colleagues see it'),
  token: z.exactOptional(
    token('Signs the agent in; at least 16 characters; made and kept in the data folder if absent'),
  ),
});

const language = z.enum(Object.keys(CATALOGUES) as [Language, ...Language[]]).default('en');

const localDesk = z.strictObject({
  kind: z.literal('local').describe('The desk page of Frontdesk itself'),
  agents: z.array(agent).min(1).max(1_000).describe('The people who work at the desk'),
  language: language.describe('Language of the desk page for its agents'),
  devLogin: z
    .boolean()
    .default(false)
    .describe(
      'Whether anybody on this machine may sign in as any of the agents without a token, for trying things out',
    ),
  timers,
  hours: z.exactOptional(hours),
});

const tenant = z.strictObject({
  name: shortText('Name of the business as customers know it'),
  botName: shortText('Name the bot speaks under'),
  desk: z.string().describe('Name of the desk that takes its handoffs'),
  knowledge: z.exactOptional(
    longText('Folder of Markdown files the bot answers from; relative to the config file'),
  ),
  mind: z.exactOptional(
    z.enum(['local', 'claude']).describe('What answers; as in mind.use if absent'),
  ),
  degraded: z.exactOptional(
    z.enum(DEGRADED).describe('What is done while Claude is away; as in mind.degraded if absent'),
  ),
  budget: z.exactOptional(budget),
  language: language.describe('Language of the sentences that are Frontdesk\u2019s own'),
  suggestions: z
    .array(shortText('A question'))
    .max(SUGGESTIONS_MAX)
    .default([])
    .describe('Questions offered to a customer who has not asked anything'),
  rating: z
    .boolean()
    .default(true)
    .describe('Whether customers are asked for a rating when an agent has resolved their case'),
  linkHosts: z
    .array(
      formedText(
        /^[a-z0-9.-]+(:[0-9]+)?$/,
        ['shop.example'],
        'Host, with its port if that is not the usual one',
      ),
    )
    .max(100)
    .default([])
    .describe('Hosts that links in answers may lead to, besides those of their sources'),
  routing,
  actions,
  workflows,
  accounts,
  memory: memoryOverride,
  texts: z
    .record(z.string().min(1).max(80), longText('A sentence'))
    .default({})
    .describe('The bot\u2019s own sentences in other words, by key'),
});

const webChannel = z.strictObject({
  kind: z.literal('web').describe('A chat on a web site'),
  tenant: z.string().describe('Name of the tenant whose customers write here'),
  memory: memoryOverride,
  origins: z
    .array(
      formedText(
        /^(self|\*|https?:\/\/[^\s/?#@*]+)$/,
        ['https://shop.example', 'self', '*'],
        'Scheme, host and port without a path; self; or *',
      ),
    )
    .min(1)
    .max(100)
    .default(['self'])
    .describe('Sites that may use the channel; self is the host of Frontdesk itself, * is any'),
  messageCharsMax: wholeNumber(1, 16_000, 'Characters of one message').default(4_000),
  rate: z
    .strictObject({
      perVisit: rate(20, 'Messages of one visitor'),
      perAddress: rate(200, 'Messages from one network address'),
    })
    .prefault({})
    .describe('How fast customers may write'),
  connections: z
    .strictObject({
      max: wholeNumber(1, 100_000, 'Open connections of the channel').default(5_000),
      perAddress: wholeNumber(1, 100_000, 'Open connections from one network address').default(50),
    })
    .prefault({})
    .describe('How many may be connected, per process'),
  visitorTokenTtlHours: wholeNumber(
    1,
    8_760,
    'Hours a visitor without an account is recognised',
  ).default(720),
  userTokenKey: z.exactOptional(
    key('HS256 key with which the site signs tokens of its own users; at least 32 characters'),
  ),
});

function rate(messages: number, description: string) {
  return z
    .strictObject({
      messages: wholeNumber(1, 100_000, 'Messages allowed').default(messages),
      perSeconds: wholeNumber(1, 3_600, 'Seconds they are counted over').default(10),
    })
    .prefault({})
    .describe(description);
}

/** Every setting there is. A new one needs a description: the editors' schema and README's table show it. */
export const configSchema = z.strictObject({
  server,
  data: z
    .string()
    .min(1)
    .max(1_000)
    .default('./data')
    .describe(
      'Data folder, relative to the current directory; the environment variable FRONTDESK_DATA goes before',
    ),
  secret: z.exactOptional(
    key(
      'Signs web tokens; at least 32 characters; with embedded stores made and kept in the data folder if absent',
    ),
  ),
  stores,
  log,
  admin,
  turns,
  memory,
  mind,
  delivery,
  files,
  sweep,
  wakes,
  slack: z
    .record(idText('Name of a Slack app'), slackApp)
    .default({})
    .describe('Slack apps, by name; channels and desks of kind slack name them'),
  teams,
  desks: named(
    idText('Name of a desk'),
    z.discriminatedUnion('kind', [localDesk, slackDesk]),
    'Where agents work, by name',
  ),
  tenants: named(idText('Name of a tenant'), tenant, 'Businesses served, by name'),
  channels: named(
    idText('Name of a channel'),
    z.discriminatedUnion('kind', [webChannel, slackChannel, teamsChannel]),
    'Places customers write from, by name',
  ),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/**
 * The whole configuration, validated, with all defaults filled in, frozen. `data` and `knowledge` are absolute paths.
 * Tenants, channels and desks are looked up by names from outside: these maps have no prototype, so that no name but
 * the configured ones finds anything.
 */
export type Config = DeepReadonly<z.output<typeof configSchema>>;
