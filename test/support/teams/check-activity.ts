import { cardComplaints, isFields } from './check-adaptive-card.js';

/** Why an activity is refused, as Teams answers. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages : the payload as UTF-16, without Base64 pictures. */
const MESSAGE_BYTES_MAX = 100 * 1024;

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#use-picture-messages */
const IMAGE_BYTES_MAX = 1024 * 1024;
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif'];

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions : cards of one message. */
const ATTACHMENTS_MAX = 10;

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Null: Teams takes it. Strict where Teams is lenient. */
export function refusalOf(activity: unknown): Refusal | null {
  if (!isFields(activity)) return bad('the body is no activity');
  const { type, from, text, textFormat, attachments = [], recipient } = activity;
  if (type !== 'message' && type !== 'typing') return bad(`type ${String(type)} is not known`);
  if (!isFields(from) || typeof from['id'] !== 'string')
    return bad('Activity.From field is required');
  if (recipient !== undefined && !isFields(recipient)) return bad('recipient is no account');
  if (type === 'typing') return text === undefined ? null : bad('typing has no text');
  if (text !== undefined && typeof text !== 'string') return bad('text is no text');
  if (textFormat !== undefined && !['plain', 'markdown', 'xml'].includes(String(textFormat))) {
    return bad(`textFormat ${String(textFormat)} is not known`);
  }
  if (!Array.isArray(attachments)) return bad('attachments is no list');
  if (attachments.length > ATTACHMENTS_MAX) return bad('too many attachments');
  const hasText = typeof text === 'string' && text.trim() !== '';
  if (!hasText && attachments.length === 0) return bad('the message is empty');
  if (bytesOf(activity) > MESSAGE_BYTES_MAX) {
    return { status: 413, code: 'MessageSizeTooBig', message: 'Message size too large.' };
  }
  const wrong = attachments.flatMap(attachmentComplaints);
  return wrong.length === 0 ? null : bad(wrong.join('; '));
}

/** What nobody of ours means: tags. A mention is one, and names whom it means in an entity with the same words. */
export function activityComplaints(activity: unknown): string[] {
  if (!isFields(activity) || typeof activity['text'] !== 'string') return [];
  const { text, textFormat = 'markdown', entities } = activity;
  if (textFormat === 'plain') return [];
  const mentions = Array.isArray(entities) ? entities.filter(isFields).flatMap(mentionOf) : [];
  const rest = mentions.reduce((left, mention) => left.replaceAll(mention, ''), text);
  const tags = rest.match(/<\/?[a-z!][^>]*>?/gi) ?? [];
  const missing = mentions.filter((mention) => !text.includes(mention));
  return [
    ...tags.map((tag) => `a text has the tag ${tag}`),
    ...missing.map((mention) => `no text mentions ${mention}`),
  ];
}

function mentionOf({ type, text, mentioned }: Readonly<Record<string, unknown>>): string[] {
  const isWhole = isFields(mentioned) && typeof mentioned['id'] === 'string' && mentioned['id'];
  return type === 'mention' && typeof text === 'string' && isWhole ? [text] : [];
}

function attachmentComplaints(one: unknown, at: number): string[] {
  if (!isFields(one)) return [`attachments[${at}] is no object`];
  const { contentType, content, contentUrl } = one;
  if (contentType === CARD)
    return cardComplaints(content).map((told) => `attachments[${at}]: ${told}`);
  if (typeof contentType === 'string' && IMAGE_TYPES.includes(contentType)) {
    const told = imageComplaint(contentType, contentUrl);
    return told === null ? [] : [`attachments[${at}]: ${told}`];
  }
  return [`attachments[${at}]: Unknown attachment type ${String(contentType)}`];
}

function imageComplaint(contentType: string, contentUrl: unknown): string | null {
  if (typeof contentUrl !== 'string') return 'contentUrl is missing';
  const found = /^data:([a-z/]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(contentUrl);
  if (found === null) return contentUrl.startsWith('https://') ? null : 'contentUrl is no picture';
  if (found[1] !== contentType) return 'contentUrl says another type';
  const bytes = Buffer.from(found[2] ?? '', 'base64').byteLength;
  return bytes > IMAGE_BYTES_MAX ? 'the picture is too large' : null;
}

function bytesOf(activity: unknown): number {
  const text = JSON.stringify(activity, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('data:image/') ? '' : value,
  );
  return text.length * 2;
}

function bad(message: string): Refusal {
  return { status: 400, code: 'BadArgument', message };
}
