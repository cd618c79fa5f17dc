import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import { CLIENT_ID_CHARS_MAX, FILES_MAX } from '../../core/domain/limits.js';
import { ABOUT_CHARS_MAX, HISTORY_PAGE_MAX } from './web-limits.js';

const id = z.string().min(1).max(CLIENT_ID_CHARS_MAX);

const handshake = z.object({
  channel: z.string().min(1).max(64),
  token: z.string().min(1).max(4096).optional(),
  after: z.number().int().min(0).optional(),
  about: z
    .object({
      page: z.string().max(ABOUT_CHARS_MAX).optional(),
      language: z.string().max(ABOUT_CHARS_MAX).optional(),
      timeZone: z.string().max(ABOUT_CHARS_MAX).optional(),
    })
    .optional(),
});

const message = z.object({
  id,
  text: z.string(),
  choice: z.object({ message: id, id }).optional(),
  files: z.array(z.object({ id })).min(1).max(FILES_MAX).optional(),
});

const edit = z.object({ id, target: id, text: z.string() });

const deletion = z.object({ id, target: id });

const typing = z.object({ on: z.boolean() });

const received = z.object({ seq: z.number().int().min(0) });

const history = z.object({
  before: z.number().int().min(1),
  limit: z.number().int().min(1).max(HISTORY_PAGE_MAX).default(50),
});

export type Handshake = z.infer<typeof handshake>;
export type ClientMessage = z.infer<typeof message>;
export type ClientEdit = z.infer<typeof edit>;
export type ClientDeletion = z.infer<typeof deletion>;
export type ClientReceipt = z.infer<typeof received>;
export type HistoryRequest = z.infer<typeof history>;

export function parseHandshake(payload: unknown): Handshake {
  return parse(handshake, payload, 'request.invalid');
}

export function parseMessage(payload: unknown): ClientMessage {
  return parse(message, payload, 'message.invalid');
}

export function parseEdit(payload: unknown): ClientEdit {
  return parse(edit, payload, 'message.invalid');
}

export function parseDeletion(payload: unknown): ClientDeletion {
  return parse(deletion, payload, 'message.invalid');
}

export function parseTyping(payload: unknown): z.infer<typeof typing> {
  return parse(typing, payload, 'request.invalid');
}

export function parseReceived(payload: unknown): ClientReceipt {
  return parse(received, payload, 'request.invalid');
}

export function parseHistory(payload: unknown): HistoryRequest {
  return parse(history, payload, 'request.invalid');
}

/** Names the field and what was expected there; never what was seen, which is a person's text. */
function parse<Shape extends z.ZodType>(
  shape: Shape,
  payload: unknown,
  code: 'message.invalid' | 'request.invalid',
): z.infer<Shape> {
  const parsed = shape.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const field = first?.path.join('.') || 'payload';
  throw new GatewayError(code, { field, problem: first?.message ?? 'invalid' });
}
