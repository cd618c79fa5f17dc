import {
  answerTo,
  type FromSubject,
  type Subject,
  type SubjectOrder,
  type ToSubject,
} from '../subject-kinds.js';
import { startFrontdesk } from './frontdesk.js';
import { startMinimalChat } from './minimal-chat.js';
import { openMinimalMongo } from './minimal-mongo.js';
import { openMinimalSqlite } from './minimal-sqlite.js';

/** The life of one process under measurement: takes its order, says its address, answers questions, ends. */
export function serveSubject(): void {
  let subject: Subject | null = null;
  // The bench is gone, however it ended: nobody will ask again.
  process.on('disconnect', () => process.exit(1));
  process.on('message', (message: ToSubject) => {
    const done = 'order' in message ? start(message.order) : answer(message.ask);
    done.catch((error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
  });

  async function start(order: SubjectOrder): Promise<void> {
    subject = await startSubject(order);
    tell({ url: subject.url });
  }

  async function answer(ask: 'usage' | 'stop'): Promise<void> {
    if (ask === 'usage') {
      const { user, system } = process.cpuUsage();
      tell({ usage: { cpuMs: (user + system) / 1_000, calls: subject?.calls() ?? {} } });
      return;
    }
    await subject?.stop();
    process.exit(0);
  }
}

async function startSubject(order: SubjectOrder): Promise<Subject> {
  if (order.kind === 'frontdesk') return startFrontdesk(order);
  const steps =
    order.family === 'mongo' ? await openMinimalMongo(order) : openMinimalSqlite(order.folder);
  return startMinimalChat(steps, answerTo);
}

function tell(message: FromSubject): void {
  process.send?.(message);
}
