import type { Place } from '../../domain/conversation.js';
import { feedbackOn } from '../../domain/feedback.js';
import { type Handoff, isClosed, type Verdict, wholeHandoff } from '../../domain/handoff.js';
import { afterRevision, isRevision, type Message } from '../../domain/message.js';
import type { TurnRecord } from '../../domain/turn.js';
import type { Archive, Filing, PageQuery, TalkOf } from '../../ports/archive.js';
import type { HandoffQuery, Handoffs } from '../../ports/handoffs.js';
import type { Threads } from '../../ports/threads.js';
import { firstText, parsed, type Sqlite } from './sqlite-database.js';

export class SqliteArchive implements Archive {
  constructor(private readonly database: Sqlite) {}

  async file(filing: Filing): Promise<void> {
    this.database
      .transaction(() => {
        for (const message of filing.messages) this.fileMessage(filing.conversationId, message);
        for (const turn of filing.turns) this.fileTurn(turn);
        for (const handoff of filing.handoffs) this.fileHandoff(handoff);
        // Behind the turns of the same filing, one of which it may be about.
        for (const message of filing.messages) this.keepFeedback(filing.conversationId, message);
      })
      .immediate();
  }

  async known(ids: readonly string[]): Promise<readonly { id: string; seq: number }[]> {
    if (ids.length === 0) return [];
    const marks = ids.map(() => '?').join(',');
    const rows = this.database
      .prepare(`SELECT id, seq FROM messages WHERE id IN (${marks})`)
      .all(...ids) as { id: string; seq: number }[];
    return rows.map((row) => ({ id: row.id, seq: row.seq }));
  }

  async page(conversationId: string, query: PageQuery): Promise<readonly Message[]> {
    const forward = 'after' in query;
    const rows = this.database
      .prepare(
        forward
          ? 'SELECT doc FROM messages WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?'
          : 'SELECT doc FROM messages WHERE conversation = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
      )
      .all(conversationId, forward ? query.after : query.before, query.limit) as { doc: string }[];
    const messages = rows.map((row) => parsed<Message>(row.doc));
    return forward ? messages : messages.reverse();
  }

  async turn(id: string): Promise<TurnRecord | null> {
    const text = firstText(this.database, 'SELECT doc FROM turns WHERE id = ?', id);
    return text === null ? null : parsed<TurnRecord>(text);
  }

  async turns(conversationId: string, limit: number): Promise<readonly TurnRecord[]> {
    const rows = this.database
      .prepare('SELECT doc FROM turns WHERE conversation = ? ORDER BY ended_at DESC LIMIT ?')
      .all(conversationId, limit) as { doc: string }[];
    return rows.map((row) => parsed<TurnRecord>(row.doc));
  }

  async talksOf(
    { tenant, channel }: Pick<Place, 'tenant' | 'channel'>,
    customerId: string,
    limit: number,
  ): Promise<readonly TalkOf[]> {
    const rows = this.database
      .prepare(
        `SELECT id, json_extract(doc, '$.lastSeq') AS last_seq,
           coalesce(json_extract(doc, '$.memory.startSeq'), 0) AS start_seq
         FROM conversations WHERE tenant = ? AND channel = ? AND customer = ?
         ORDER BY customer_at DESC, id LIMIT ?`,
      )
      .all(tenant, channel, customerId, limit) as {
      id: string;
      last_seq: number;
      start_seq: number;
    }[];
    return rows.map((row) => ({ id: row.id, lastSeq: row.last_seq, startSeq: row.start_seq }));
  }

  /**
   * A text that is there stays; an empty number replaces it, a failure and where it was posted are added to it, a revision
   * changes its words.
   */
  private fileMessage(conversationId: string, message: Message): void {
    const { seq, id, failure, posted } = message;
    const doc = JSON.stringify(message);
    if (message.kind === 'empty') {
      this.database
        .prepare('UPDATE OR IGNORE messages SET id = ?, doc = ? WHERE conversation = ? AND seq = ?')
        .run(id, doc, conversationId, seq);
    }
    this.database
      .prepare('INSERT OR IGNORE INTO messages (conversation, seq, id, doc) VALUES (?, ?, ?, ?)')
      .run(conversationId, seq, id, doc);
    if (failure !== undefined || posted !== undefined) {
      this.change(conversationId, id, (there) =>
        there.seq === seq ? gained(there, message) : there,
      );
    }
    if (isRevision(message)) this.revise(conversationId, message);
  }

  private revise(conversationId: string, revision: Message): void {
    const target = revision.revises?.id ?? '';
    this.change(conversationId, target, (there) => afterRevision(there, revision));
    // What was taken back is not kept in the words of its edits either, whichever of them is filed first.
    const siblings = this.revisionsOf(conversationId, target);
    for (const one of siblings) {
      const next = siblings.reduce(afterRevision, one);
      if (next !== one) this.change(conversationId, one.id, () => next);
    }
  }

  private revisionsOf(conversationId: string, target: string): Message[] {
    const rows = this.database
      .prepare(
        `SELECT doc FROM messages WHERE conversation = ? AND json_extract(doc, '$.revises.id') = ?`,
      )
      .all(conversationId, target) as { doc: string }[];
    return rows.map((row) => parsed<Message>(row.doc));
  }

  private change(conversationId: string, id: string, next: (there: Message) => Message): void {
    const there = this.found<Message>('messages', conversationId, id);
    if (there === null) return;
    this.database
      .prepare('UPDATE messages SET doc = ? WHERE id = ?')
      .run(JSON.stringify(next(there)), id);
  }

  private fileTurn(turn: TurnRecord): void {
    this.database
      .prepare(
        'INSERT INTO turns (id, conversation, ended_at, doc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(turn.id, turn.conversationId, turn.endedAtMs, JSON.stringify(turn));
  }

  /** Of several presses the newest counts. */
  private keepFeedback(conversationId: string, press: Message): void {
    if (press.kind !== 'feedback') return;
    const answer = this.found<Message>('messages', conversationId, press.chosen?.messageId ?? '');
    const feedback = answer === null ? null : feedbackOn(answer, press);
    if (answer?.turnId === undefined || feedback === null) return;
    const turn = this.found<TurnRecord>('turns', conversationId, answer.turnId);
    if (turn === null || (turn.feedback?.seq ?? 0) >= press.seq) return;
    this.database
      .prepare('UPDATE turns SET doc = ? WHERE id = ?')
      .run(JSON.stringify({ ...turn, feedback }), turn.id);
  }

  private found<Doc>(table: 'messages' | 'turns', conversationId: string, id: string): Doc | null {
    const sql = `SELECT doc FROM ${table} WHERE id = ? AND conversation = ?`;
    const text = firstText(this.database, sql, id, conversationId);
    return text === null ? null : parsed<Doc>(text);
  }

  private fileHandoff(handoff: Handoff): void {
    this.database
      .prepare(
        `INSERT INTO handoffs (id, tenant, state, opened_at, revision, doc) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, revision = excluded.revision, doc = excluded.doc
         WHERE excluded.revision > handoffs.revision`,
      )
      .run(
        handoff.id,
        handoff.tenant,
        handoff.state,
        handoff.openedAtMs,
        handoff.revision,
        JSON.stringify(handoff),
      );
  }
}

export class SqliteHandoffs implements Handoffs {
  constructor(private readonly database: Sqlite) {}

  async list(query: HandoffQuery): Promise<readonly Handoff[]> {
    const agentId = query.agentId ?? null;
    const tenants = query.tenants.map(() => '?').join(',');
    const states = query.states.map(() => '?').join(',');
    const rows = this.database
      .prepare(
        `SELECT doc FROM handoffs WHERE tenant IN (${tenants}) AND state IN (${states})
           AND (? IS NULL OR json_extract(doc, '$.claimedBy.id') = ?)
         ORDER BY opened_at ${query.isOldestFirst ? 'ASC' : 'DESC'} LIMIT ?`,
      )
      .all(...query.tenants, ...query.states, agentId, agentId, query.limit) as {
      doc: string;
    }[];
    return rows.map((row) => wholeHandoff(parsed<Handoff>(row.doc)));
  }

  async find(id: string): Promise<Handoff | null> {
    const text = firstText(this.database, 'SELECT doc FROM handoffs WHERE id = ?', id);
    return text === null ? null : wholeHandoff(parsed<Handoff>(text));
  }

  async judge(id: string, verdict: Verdict): Promise<boolean> {
    return this.database
      .transaction(() => {
        const text = firstText(this.database, 'SELECT doc FROM handoffs WHERE id = ?', id);
        const found = text === null ? null : parsed<Handoff>(text);
        if (found === null || !isClosed(found.state)) return false;
        const doc = JSON.stringify({ ...found, verdict });
        this.database.prepare('UPDATE handoffs SET doc = ? WHERE id = ?').run(doc, id);
        return true;
      })
      .immediate();
  }
}

export class SqliteThreads implements Threads {
  constructor(private readonly database: Sqlite) {}

  async keep(place: string, handoffId: string): Promise<void> {
    this.database
      .prepare(
        `INSERT INTO threads (place, handoff) VALUES (?, ?)
         ON CONFLICT (place) DO UPDATE SET handoff = excluded.handoff`,
      )
      .run(place, handoffId);
  }

  async find(place: string): Promise<string | null> {
    const sql = 'SELECT handoff AS doc FROM threads WHERE place = ?';
    return firstText(this.database, sql, place);
  }
}

/** The text on record with what a later copy of it knows besides. */
function gained(there: Message, { failure, posted }: Message): Message {
  return {
    ...there,
    ...(failure === undefined ? {} : { failure }),
    ...(posted === undefined ? {} : { posted: { ...there.posted, ...posted } }),
  };
}
