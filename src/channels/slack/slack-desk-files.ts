import type { Conversation } from '../../core/domain/conversation.js';
import type { Message } from '../../core/domain/message.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import { type DeskErrand, done, type Step, stopped } from './slack-desk-step.js';
import type { SlackFailure } from './slack-errors.js';
import { leftPost } from './slack-file-lines.js';
import { type Cargo, SlackFileSender, type SlackFreight } from './slack-file-sender.js';
import type { SlackPost } from './slack-post.js';
import { parsePosted } from './slack-posted-parts.js';
import type { SlackRoot } from './slack-root.js';

/** Files that were sent along, in a handoff's thread: below the words they came with. */
export class SlackDeskFiles {
  private readonly sender: SlackFileSender;

  constructor(private readonly parts: SlackDeskParts) {
    this.sender = new SlackFileSender(parts);
  }

  /** Brings their contents into Slack, where nobody sees them before `show`. */
  async load(errand: DeskErrand, message: Message): Promise<Step<Cargo>> {
    const loaded = await this.sender.load(freightOf(errand, message));
    switch (loaded.kind) {
      case 'loaded':
        return done(loaded.cargo);
      case 'unread':
        return stopped({ kind: 'unread' });
      case 'stopped':
        return refusal(loaded.failure, '');
    }
  }

  /** `place`: where the words stand. Ends with the line on those that did not come along, if there is one to be put. */
  async show(
    errand: DeskErrand,
    { channel, ts: threadTs }: SlackRoot,
    message: Message,
    cargo: Cargo,
    place: string,
  ): Promise<Step<SlackPost | null>> {
    const afterTs = parsePosted(place)?.tss.at(-1) ?? threadTs;
    const freight = freightOf(errand, message);
    const below = { channel, threadTs, afterTs };
    const shared = await this.sender.share(freight, below, cargo, errand.wire.signal);
    if (shared.kind === 'stopped') return refusal(shared.failure, channel);
    const owner = ownerOf(errand.conversation);
    const line = leftPost(message, [...cargo.left, ...shared.left], {
      reader: 'desk',
      wording: errand.face.wording,
      bounds: this.parts.fileBounds(),
      urlOf: (file) => this.parts.files.url(file, owner),
    });
    return done(line);
  }

  /** Takes back what stands below words that were taken back. */
  async remove({ wire }: DeskErrand, channel: string, root: string, afterTs: string) {
    const place = { channel, threadTs: root, afterTs };
    const removed = await this.sender.remove(wire.workspace, place, wire.signal);
    return removed.kind === 'ok' ? done(null) : refusal(removed.failure, channel);
  }
}

function freightOf(errand: DeskErrand, message: Message): SlackFreight {
  const { wire, conversation, isInDoubt } = errand;
  return {
    workspace: wire.workspace,
    message,
    owner: ownerOf(conversation),
    isInDoubt,
    stopping: wire.stopping,
  };
}

function ownerOf({ tenant, id: conversationId }: Conversation) {
  return { tenant, conversationId };
}

/** Without a failure it was not our turn in time. */
function refusal(failure: SlackFailure | null, room: string): Step<never> {
  return stopped(failure === null ? { kind: 'late' } : { kind: 'refused', room, failure });
}
