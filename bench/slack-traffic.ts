import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecord } from '../test/support/slack/model.js';
import type { SlackOffice, Talk } from './slack-office.js';
import { percentile } from './statistics.js';

/** The mark of a reply that the customer's page has shown. */
const DELIVERED = 'white_check_mark';

/** How many conversations there are, and how busy each is. */
export interface Rhythm {
  readonly conversations: number;
  /** Between two lines of one customer. */
  readonly everySeconds: number;
  /** Whether the agent answers each line, half a rhythm after it. */
  readonly replies: boolean;
  readonly seconds: number;
}

/** What one room did under one rhythm. Delays are in seconds. */
export interface Traffic {
  readonly rhythm: Rhythm;
  readonly lines: number;
  readonly replied: number;
  /** Successful calls within the measured time. */
  readonly posts: number;
  readonly marks: number;
  readonly refused: number;
  /** From the record of a line to its post in the thread, by halves of the measured time. */
  readonly delays: readonly [readonly number[], readonly number[]];
  /** From the record of a reply to the mark that it has arrived. */
  readonly markDelays: readonly number[];
  /** From the record of a reply to the customer's page. */
  readonly replyDelays: readonly number[];
  /** Lines recorded and not shown when the time was over. Their delay counts up to then. */
  readonly left: number;
  readonly problems: readonly string[];
}

interface Said {
  readonly token: string;
  /** When the one who said it was told that it is on record. */
  readonly recordedAt: number;
  /** Of a reply in Slack. */
  readonly ts?: string;
}

/** Lets customers and agents of one room talk for a while. They keep to their rhythm, however slow the room is. */
export async function runTraffic(
  office: SlackOffice,
  talks: readonly Talk[],
  rhythm: Rhythm,
): Promise<Traffic> {
  const speech = new Speech(office);
  const beganAt = Date.now();
  await Promise.all(talks.map((talk) => speech.talk(talk, rhythm, beganAt)));
  return speech.result(rhythm, beganAt, beganAt + rhythm.seconds * 1_000);
}

class Speech {
  private readonly lines: Said[] = [];
  private readonly replies: Said[] = [];
  private readonly shownAt = new Map<string, number>();
  private readonly problems: string[] = [];

  constructor(private readonly office: SlackOffice) {}

  async talk(talk: Talk, rhythm: Rhythm, beganAt: number): Promise<void> {
    const { conversations, everySeconds, replies, seconds } = rhythm;
    talk.customer.socket.on('message', ({ text }: { text: string }) => {
      const token = tokensIn(text)[0];
      if (token !== undefined) this.shownAt.set(token, Date.now());
    });
    const everyMs = everySeconds * 1_000;
    const firstMs = (talk.index / conversations) * everyMs;
    const under: Promise<void>[] = [];
    for (let at = 0; firstMs + at * everyMs < seconds * 1_000; at++) {
      const lineAt = beganAt + firstMs + at * everyMs;
      await sleep(Math.max(0, lineAt - Date.now()));
      under.push(this.line(talk, at));
      if (!replies || firstMs + (at + 0.5) * everyMs >= seconds * 1_000) continue;
      await sleep(Math.max(0, lineAt + everyMs / 2 - Date.now()));
      under.push(this.reply(talk, at));
    }
    await sleep(Math.max(0, beganAt + seconds * 1_000 - Date.now()));
    await Promise.all(under);
  }

  result(rhythm: Rhythm, beganAt: number, endedAt: number): Traffic {
    const calls = this.office.slack.calls().filter(({ at }) => at >= beganAt && at < endedAt);
    const good = calls.filter(({ result }) => result === 'ok');
    const posts = good.filter(({ method }) => method === 'chat.postMessage');
    const marks = good.filter(({ method }) => method === 'reactions.add');
    const postedAt = new Map<string, number>();
    for (const { args, at } of posts) {
      for (const token of tokensIn(JSON.stringify(args))) {
        if (!postedAt.has(token)) postedAt.set(token, at);
        else this.problems.push(`${token} was posted twice`);
      }
    }
    const halfAt = (beganAt + endedAt) / 2;
    const delaysOf = (lines: readonly Said[], when: ReadonlyMap<string, number>) =>
      lines.map(({ token, recordedAt }) => secondsTo(when.get(token) ?? endedAt, recordedAt));
    const delivered = new Map(marks.filter(isDelivered).map(markedAt));
    return {
      rhythm,
      lines: this.lines.length,
      replied: this.replies.length,
      posts: posts.length,
      marks: marks.length,
      refused: calls.filter(({ status }) => status === 429).length,
      delays: [
        delaysOf(
          this.lines.filter(({ recordedAt }) => recordedAt < halfAt),
          postedAt,
        ),
        delaysOf(
          this.lines.filter(({ recordedAt }) => recordedAt >= halfAt),
          postedAt,
        ),
      ],
      markDelays: this.replies.map(({ ts = '', recordedAt }) =>
        secondsTo(delivered.get(ts) ?? endedAt, recordedAt),
      ),
      replyDelays: delaysOf(this.replies, this.shownAt),
      left: this.lines.filter(({ token }) => !postedAt.has(token)).length,
      problems: [...this.problems, ...this.office.slack.complaints],
    };
  }

  private async line({ customer, index }: Talk, at: number): Promise<void> {
    const token = `c${index}-${at}`;
    const text = `Is there any news about my parcel by now? (${token})`;
    // Rejects if nobody answers in time.
    const told = await customer.say(text).catch(() => null);
    if (told?.ok) this.lines.push({ token, recordedAt: Date.now() });
    else this.problems.push(`${token} was refused: ${told?.error?.code ?? 'no answer'}`);
  }

  private async reply({ agent, card, index }: Talk, at: number): Promise<void> {
    const token = `r${index}-${at}`;
    const words = `I have asked the warehouse and will tell you soon. (${token})`;
    const { ts, answers } = await agent.says(this.office.room, words, { thread: card });
    if (answers.length === 0) this.problems.push(`${token} was not acknowledged`);
    this.replies.push({ token, recordedAt: Date.now(), ts });
  }
}

function tokensIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\(([cr]\d+-\d+)\)/g)].map(([, token = '']) => token))];
}

function isDelivered({ args }: CallRecord): boolean {
  return args['name'] === DELIVERED;
}

function markedAt({ args, at }: CallRecord): [string, number] {
  return [String(args['timestamp']), at];
}

/** The one who said it may be told after it was shown. */
function secondsTo(at: number, from: number): number {
  return Math.max(0, at - from) / 1_000;
}

/** Lines for a Markdown table, one for each rhythm. */
export function trafficTable(all: readonly Traffic[]): string {
  const head = [
    ...['conversations', 'lines/s', 'replies/s', 'posts/s', 'lines per post', 'marks/s'],
    ...['p50 s', 'p95 s, first half', 'p95 s, second half', 'left', 'mark p95 s', 'reply p95 s'],
    'refused (429)',
  ];
  const rows = all.map((one) => {
    const { conversations, seconds } = one.rhythm;
    const rate = (count: number) => (count / seconds).toFixed(2);
    const [first, second] = one.delays;
    const shown = one.lines - one.left;
    return [
      String(conversations),
      ...[rate(one.lines), rate(one.replied), rate(one.posts), (shown / one.posts).toFixed(2)],
      rate(one.marks),
      time(percentile([...first, ...second], 0.5)),
      time(percentile(first, 0.95)),
      time(percentile(second, 0.95)),
      String(one.left),
      one.replied === 0 ? '' : time(percentile(one.markDelays, 0.95)),
      one.replied === 0 ? '' : time(percentile(one.replyDelays, 0.95)),
      String(one.refused),
    ];
  });
  const text = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [text(head), `|${head.map(() => '---:').join('|')}|`, ...rows.map(text)].join('\n');
}

function time(seconds: number): string {
  return seconds.toFixed(seconds < 10 ? 1 : 0);
}
