import { DeskAuth } from './admin/desk-auth.js';
import { DeskEvents } from './admin/desk-events.js';
import { DeskRoutes } from './admin/desk-routes.js';
import type { Config } from './core/config/config-schema.js';
import type { Secrets } from './core/config/secrets.js';
import type { Card } from './core/domain/card.js';
import type { Conversation } from './core/domain/conversation.js';
import type { Agent, Handoff } from './core/domain/handoff.js';
import type { TakeRequest } from './core/domain/lane.js';
import type { Spent } from './core/domain/usage.js';
import { factsAfter } from './core/memory/facts-after.js';
import type { Clock } from './core/ports/clock.js';
import type { IdSource } from './core/ports/ids.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Stores } from './core/stores/open-stores.js';
import type { FileSide } from './files.js';
import { BriefWriter } from './handoff/brief-writer.js';
import { CardReviser } from './handoff/card-reviser.js';
import type { DeskParts } from './handoff/desk-parts.js';
import { DeskPolicy } from './handoff/desk-policy.js';
import { DeskSpeech } from './handoff/desk-speech.js';
import { handoffCard } from './handoff/handoff-card.js';
import { Watch } from './handoff/watch.js';
import {
  deskAgents,
  deskFace,
  deskSettings,
  devAgents,
  fileLimits,
  watchSettings,
} from './settings.js';

interface DeskSideParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly secrets: Secrets;
  readonly files: Pick<FileSide, 'keeper' | 'view'>;
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
  /** Whether the customer's side shows what is on record by itself. */
  readonly showsRecord: (conversation: Conversation) => boolean;
}

/** What people at a desk do and see, whatever the desk. */
export class DeskSide {
  readonly briefs: BriefWriter;
  readonly cards: CardReviser;
  readonly policy: DeskPolicy;
  readonly speech: DeskSpeech;
  readonly watch: Watch;

  constructor(private readonly parts: DeskSideParts) {
    this.briefs = new BriefWriter(this.cardParts());
    this.cards = new CardReviser({ ...this.deskParts(), telemetry: parts.telemetry });
    this.policy = new DeskPolicy(this.deskParts());
    this.speech = new DeskSpeech(this.deskParts());
    this.watch = this.makeWatch();
  }

  /** `agent`: who looks at it; null for a whole room. */
  cardOf(handoff: Handoff, conversation: Conversation, agent: Agent | null, spent: Spent): Card {
    const { wording } = deskSettings(this.parts.config(), handoff.tenant);
    const mayTakeOver = conversation.owner === 'bot';
    return handoffCard({ handoff, wording, spent, agent, mayTakeOver });
  }

  /** No room of a handoff's desk can be written to. */
  away(conversation: Conversation, reason: string): void {
    this.watch.deskAway(conversation, reason).catch((error) => {
      this.parts.telemetry.error('desk.away-failed', error, { conversation: conversation.id });
    });
  }

  /** The local desk's page and what it asks for. */
  localDesk() {
    const { config, stores, clock, ids, secrets, files } = this.parts;
    const auth = new DeskAuth({
      limiter: stores.limiter,
      ids,
      agents: () => deskAgents(config(), secrets.agents),
      devAgents: () => devAgents(config()),
    });
    const events = new DeskEvents({ ...stores, clock, isKnown: (agent) => auth.isKnown(agent) });
    const desk = new DeskRoutes({
      ...stores,
      auth,
      events,
      actions: this.policy,
      talk: this.speech,
      cardOf: (handoff, conversation, agent, spent) =>
        this.cardOf(handoff, conversation, agent, spent),
      clock,
      ids,
      files: files.keeper,
      fileView: files.view,
      face: (agent) => deskFace(config(), agent),
      fileLimits: () => fileLimits(config()),
      showsRecord: (conversation) => this.parts.showsRecord(conversation),
    });
    return desk.router;
  }

  /** What those need who change a card that is out already. */
  private cardParts() {
    const { config, stores, clock, ids, telemetry } = this.parts;
    return {
      ...stores,
      clock,
      ids,
      telemetry,
      laneTtlMs: () => config().delivery.leaseTtlMs,
      onChanged: this.parts.onChanged,
    };
  }

  private deskParts(): DeskParts {
    const settings = (tenant: string) => deskSettings(this.parts.config(), tenant);
    return { ...this.cardParts(), settings, factsAfter };
  }

  private makeWatch(): Watch {
    const { config, stores, telemetry } = this.parts;
    return new Watch({
      ...this.deskParts(),
      watches: stores.watches,
      telemetry,
      settings: (tenant) => watchSettings(config(), tenant),
    });
  }
}
