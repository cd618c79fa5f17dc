import { isObject, type Json, type JsonObject, objectIn, textIn } from './json.js';
import { repliesOf } from './message-json.js';
import type { MessageRecord, RoomRecord } from './model.js';
import type { SlackCore } from './slack-core.js';

/** What names a message: enough to answer it, react to it or press its buttons. */
export interface MessageRef {
  readonly roomId: string;
  readonly ts: string;
}

/** A message as a person in the room sees it now. A snapshot: ask the room again after something happened. */
export interface SeenMessage extends MessageRef {
  /** A tombstone's text is Slack's own line. */
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  /** All words in the blocks, in order, for assertions that do not care which block holds them. */
  readonly words: string;
  /** Labels of the buttons, in order. */
  readonly buttons: readonly string[];
  /** Real name, or the name the post was given. */
  readonly author: string;
  readonly isFromBot: boolean;
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
  /** Replies in order. */
  readonly thread: readonly SeenMessage[];
  /** Who reacted, by emoji. */
  readonly reactions: Readonly<Record<string, readonly string[]>>;
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  readonly files: readonly string[];
  /** Not visible to people; for tests that follow a message by its id. */
  readonly metadata: JsonObject | null;
}

export function seen(core: SlackCore, room: RoomRecord, message: MessageRecord): SeenMessage {
  const isDeleted = message.state !== 'shown';
  const isTombstone = message.state === 'tombstone';
  const blocks = isTombstone ? [] : message.blocks;
  return {
    roomId: room.id,
    ts: message.ts,
    text: isTombstone ? 'This message was deleted.' : message.text,
    blocks,
    words: wordsIn([...blocks]).join('\n'),
    buttons: elementsIn([...blocks])
      .filter((element) => element['type'] === 'button')
      .map(labelOf),
    author: message.username ?? message.author?.realName ?? '',
    isFromBot: message.botId !== null,
    threadTs: message.threadTs,
    isBroadcast: message.isBroadcast,
    thread: repliesOf(room, message.ts).map((reply) => seen(core, room, reply)),
    reactions: Object.fromEntries(
      message.reactions.map(({ name, users }) => [
        name,
        users.map((id) => core.userById(id)?.realName ?? id),
      ]),
    ),
    isEdited: message.edited !== null,
    isDeleted,
    files: message.files.map((file) => file.name),
    metadata: message.metadata,
  };
}

/** Everything one can press or choose, with the id of its block, wherever it is nested. */
export function elementsIn(value: Json | undefined, blockId = ''): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => elementsIn(item, blockId));
  if (!isObject(value)) return [];
  const id = textIn(value['block_id']) || blockId;
  const nested = ['elements', 'accessory', 'element'].flatMap((name) =>
    elementsIn(value[name], id),
  );
  return typeof value['action_id'] === 'string' || value['type'] === 'button'
    ? [{ ...value, block_id: id }, ...nested]
    : nested;
}

export function labelOf(element: JsonObject): string {
  return textIn(objectIn(element['text'])['text']);
}

function wordsIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'text' && typeof inner === 'string' ? [inner] : wordsIn(inner),
  );
}
