import type { Handoff } from '../../core/domain/handoff.js';
import type { DeskFace, SlackDeskParts } from './slack-desk-parts.js';
import { isSameVerdict, type SlackDeskRoots } from './slack-desk-roots.js';
import { slackVerdict } from './slack-errors.js';
import type { SlackRoot } from './slack-root.js';
import type { SlackWhispers } from './slack-whispers.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Times a card is drawn for one verdict: Slack may be busy, and others may say something else meanwhile. */
const DRAWS_MAX = 5;

/** How long Slack is left alone after it refused. */
const AGAIN_MS = 2_000;

/**
 * Shows on the card of a closed case what was said of it, so that everybody in the room sees who said what, and nothing
 * is asked any more. No lane brings it: the case is over. So whoever draws the card, here or in the lane, looks at the
 * record again afterwards, and whoever drew first does not have the last word.
 */
export class SlackDeskVerdicts {
  constructor(
    private readonly parts: SlackDeskParts,
    private readonly roots: SlackDeskRoots,
    private readonly whispers: SlackWhispers,
  ) {}

  /** Returns at once. `root`: where it was pressed. */
  show(workspace: SlackWorkspace, root: SlackRoot, handoff: Handoff, face: DeskFace): void {
    this.whispers.beside(async (signal) => {
      const conversation = await this.parts.conversations.load(handoff.conversationId);
      const isIts = (await this.roots.handoffAt(workspace, root)) === handoff.id;
      if (conversation === null || !isIts) return;
      let shown: Handoff | null = null;
      for (let draw = 0; draw < DRAWS_MAX && !signal.aborted; draw++) {
        const newest = await this.roots.judged(handoff);
        if (shown !== null && isSameVerdict(shown, newest)) return;
        const post = await this.roots.drawn({ conversation, face }, newest);
        const failure = await this.whispers.put(workspace, root.channel, root.ts, post);
        if (failure === null) shown = newest;
        else if (slackVerdict(failure, face.wording).kind !== 'retry') return;
        else await this.parts.clock.wait(AGAIN_MS, signal);
      }
    });
  }
}
