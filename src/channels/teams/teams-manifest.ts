import { z } from 'zod';
import { say, type Wording } from '../../core/domain/texts.js';

/** What an app package says of one channel. */
export interface TeamsApp {
  readonly appId: string;
  readonly botName: string;
  readonly tenantName: string;
  readonly wording: Wording;
  readonly suggestions: readonly string[];
  /** Where it may be spoken to. */
  readonly personal: boolean;
  readonly groups: boolean;
  readonly channels: boolean;
  /** Address of the gateway, without a slash at its end. */
  readonly url: string;
  /** Whether it asks to be sent what is said in group chats and channels without a mention, too. */
  readonly readsAll: boolean;
  /** Null: as the template says. */
  readonly version: string | null;
}

/** A manifest, or why there is none. */
type ManifestOutcome =
  | { readonly kind: 'made'; readonly manifest: Record<string, unknown> }
  | { readonly kind: 'faulty'; readonly problems: readonly string[] };

export const COLOR_ICON = { name: 'color.png', pixels: 192 } as const;
export const OUTLINE_ICON = { name: 'outline.png', pixels: 32 } as const;

/** What the template's marks stand for, and what depends on the channel's settings. Icons get the names they have in the package. */
export function manifestOf(template: unknown, app: TeamsApp): ManifestOutcome {
  const values = valuesOf(app);
  const filled = fill(template, values);
  const parsed = appManifest.safeParse(filled);
  const unknown = marksIn(template).filter((mark) => !Object.hasOwn(values, mark));
  const problems = [
    ...[...new Set(unknown)].map(
      (mark) => `{${mark}} stands for nothing; known are ${Object.keys(values).join(', ')}.`,
    ),
    ...(parsed.success ? [] : parsed.error.issues.map(inWords)),
  ];
  if (!parsed.success || problems.length > 0) return { kind: 'faulty', problems };
  const scopes = scopesOf(app);
  const [bot] = parsed.data.bots;
  const { version } = app;
  const finished = {
    ...parsed.data,
    ...(version === null ? {} : { version }),
    icons: { ...parsed.data.icons, color: COLOR_ICON.name, outline: OUTLINE_ICON.name },
    bots: [{ ...bot, scopes, commandLists: [...bot.commandLists, ...prompts(app, scopes)] }],
    ...(app.readsAll ? readingAll(app) : {}),
  };
  const checked = appManifest.safeParse(finished);
  return checked.success
    ? { kind: 'made', manifest: finished }
    : { kind: 'faulty', problems: checked.error.issues.map(inWords) };
}

type Scope = 'personal' | 'groupChat' | 'team';

function scopesOf({ personal, groups, channels }: TeamsApp): Scope[] {
  return [
    ...(personal ? ['personal' as const] : []),
    ...(groups ? ['groupChat' as const] : []),
    ...(channels ? ['team' as const] : []),
  ];
}

function valuesOf({ appId, botName, tenantName, wording, url }: TeamsApp) {
  const fills = { bot: botName, tenant: tenantName };
  return {
    appId,
    ...fills,
    url,
    host: new URL(url).host,
    language: wording.language,
    short: say('teams.app.short', wording, fills),
    full: say('teams.app.full', wording, fills),
  };
}

/** Prompt starters: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-suggestions */
function prompts({ suggestions, tenantName, wording }: TeamsApp, scopes: readonly Scope[]) {
  if (suggestions.length === 0) return [];
  const description = say('teams.app.prompt', wording, { tenant: tenantName });
  const commands = suggestions.map((prompt) => ({
    title: prompt,
    description,
    type: 'prompt',
    prompt,
  }));
  return [{ scopes, commands }];
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-with-rsc */
function readingAll({ appId, groups, channels }: TeamsApp) {
  const permission = (name: string) => ({ name, type: 'Application' });
  return {
    // Teams wants some resource there, and does nothing with it.
    webApplicationInfo: { id: appId, resource: 'https://RscBasedStoreApp' },
    authorization: {
      permissions: {
        resourceSpecific: [
          ...(groups ? [permission('ChatMessage.Read.Chat')] : []),
          ...(channels ? [permission('ChannelMessage.Read.Group')] : []),
        ],
      },
    },
  };
}

const MARK = /\{([A-Za-z]+)\}/g;

function fill(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value.replace(MARK, (mark, name: string) => values[name] ?? mark);
  }
  if (Array.isArray(value)) return value.map((one) => fill(one, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, values)]));
}

function marksIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(MARK)].map(([, name = '']) => name);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(marksIn);
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || 'The manifest'}: ${message}.`;
}

/**
 * The parts of Microsoft's schema that a bot's manifest is made of; whatever else a template has is passed on as it is.
 * https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json
 */
const text = (max: number) =>
  z.string('is needed').min(1, 'is empty').max(max, `has more than ${max} characters`);
const guid = z
  .string('is needed')
  .regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/, 'is no id');
const address = text(2_048).regex(/^https:\/\//, 'is no https address');
const scopes = z
  .array(z.enum(['team', 'personal', 'groupChat', 'copilot']))
  .min(1)
  .max(4);

const commandList = z.strictObject({
  triggers: z.exactOptional(z.array(z.enum(['mention', 'slash'])).max(2)),
  scopes,
  commands: z
    .array(
      z.strictObject({
        title: text(128),
        description: z.exactOptional(text(4_000)),
        type: z.exactOptional(z.enum(['basic', 'prompt'])),
        prompt: z.exactOptional(text(4_000)),
      }),
    )
    .min(1)
    .max(12),
});

const bot = z.looseObject({
  botId: guid,
  scopes,
  supportsFiles: z.exactOptional(z.boolean()),
  isNotificationOnly: z.exactOptional(z.literal(false, 'a bot of ours answers')),
  commandLists: z.array(commandList).max(3).default([]),
});

const appManifest = z.looseObject({
  $schema: z.exactOptional(z.url()),
  // Prompts are in it since 1.27.
  manifestVersion: z
    .string('is needed')
    .regex(/^1\.(2[7-9]|[3-9]\d)$/, 'is not 1.27 or later, which prompts need'),
  version: z
    .string('is needed')
    .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, 'is not three numbers with dots between'),
  id: guid,
  localizationInfo: z.exactOptional(
    z.looseObject({
      defaultLanguageTag: z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$/),
    }),
  ),
  developer: z.strictObject({
    name: text(32),
    mpnId: z.exactOptional(text(10)),
    websiteUrl: address,
    privacyUrl: address,
    termsOfUseUrl: address,
  }),
  name: z.strictObject({ short: text(30), full: z.exactOptional(text(100)) }),
  description: z.looseObject({ short: text(80), full: text(4_000) }),
  icons: z.strictObject({
    color: text(2_048),
    outline: text(2_048),
    color32x32: z.exactOptional(text(2_048)),
  }),
  accentColor: z.string('is needed').regex(/^#[0-9a-fA-F]{6}$/, 'is no color such as #4F46E5'),
  bots: z.tuple([bot], 'holds exactly one bot'),
  validDomains: z.exactOptional(z.array(text(2_048)).max(100)),
});
