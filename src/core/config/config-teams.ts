import { z } from 'zod';
import { formedText, idText, token, wholeNumber } from './config-fields.js';
import { memoryOverride } from './config-memory.js';

/** Ids as Microsoft Entra writes them, of apps and of organizations (tenants, in Microsoft's word). */
const uuid = (description: string) =>
  formedText(
    /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    ['00000000-1111-2222-3333-444444444444'],
    description,
  );

/**
 * One app registration with its Azure Bot. A managed identity has no password and would be a third type: it is not there
 * yet, because it works on Azure's own machines only.
 */
export const teamsBot = z.strictObject({
  appId: z.exactOptional(
    uuid('Microsoft App ID of the bot, the application (client) id; needed unless anonymous'),
  ),
  appPassword: z.exactOptional(
    token('Client secret of the app registration, its value; needed unless anonymous'),
  ),
  type: z
    .enum(['single-tenant', 'multi-tenant'])
    .default('single-tenant')
    .describe('Type of the app, as the Azure Bot names it'),
  organization: z.exactOptional(
    uuid('Directory (tenant) id the app is registered in; needed with single-tenant'),
  ),
  anonymous: z
    .boolean()
    .default(false)
    .describe(
      'Whether whoever reaches this machine\u2019s own address is believed without credentials, for trying with the Agents Playground',
    ),
});

export const teamsChannel = z.strictObject({
  kind: z.literal('teams').describe('Chats, group chats and channels in Microsoft Teams'),
  bot: z.string().describe('Name of a Teams bot, one of those under teams'),
  tenant: z.string().describe('Name of the tenant whose customers write here'),
  memory: memoryOverride,
  organizations: z
    .array(uuid('Directory (tenant) id of a Microsoft 365 organization'))
    .max(1_000)
    .default([])
    .describe('Microsoft 365 organizations whose people are answered; none means all'),
  personal: z.boolean().default(true).describe('Whether personal chats with the bot are answered'),
  groups: z
    .boolean()
    .default(true)
    .describe('Whether mentions in group chats and meetings are answered'),
  channels: z
    .boolean()
    .default(true)
    .describe('Whether mentions in the channels of teams are answered'),
  answers: z
    .enum(['soon', 'later'])
    .default('soon')
    .describe(
      'When people in group chats and channels expect an answer: if Claude is away, soon asks a person at once, later tries again first; personal chats are always soon',
    ),
  messageCharsMax: wholeNumber(1, 16_000, 'Characters of one message').default(12_000),
  feedback: z
    .boolean()
    .default(true)
    .describe('Whether customers are asked, by buttons below each answer of the bot, if it helped'),
  trustsEmail: z
    .boolean()
    .default(false)
    .describe(
      'Whether the email addresses of an organization\u2019s own members say who they are; only where you know who hands them out',
    ),
});

export const teams = z
  .record(idText('Name of a Teams bot'), teamsBot)
  .default({})
  .describe('Microsoft Teams bots, by name; channels of kind teams name them');
