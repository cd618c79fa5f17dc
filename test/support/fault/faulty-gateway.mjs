// A gateway process for fault tests: the real one, built, with ports wrapped so that it ends or freezes at a chosen
// point of the life of a message. It reads the built files because that is what runs in production.
//
// FAULT_CONFIG   the configuration file
// FAULT_MIND     `local` for the real local mind; otherwise a scripted one answers
// FAULT_POINTS   a folder: a file named after a point arms it; the process that removes the file fires
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../dist/core/config/load-config.js';
import { build } from '../../../dist/gateway.js';

const folder = process.env.FAULT_POINTS;

// The parent's end of this pipe closes when the parent dies, however it dies.
process.stdin.on('close', () => process.exit(1)).resume();

/** Ends (`kill-`) or freezes (`stop-`) this process if the point is armed. Only one process can remove the file. */
function reach(point) {
  for (const [action, signal] of [
    ['kill', 'SIGKILL'],
    ['stop', 'SIGSTOP'],
  ]) {
    try {
      // Of two processes that come here at once one fails; `rmSync` would take the other's removal for its own.
      unlinkSync(join(folder, `${action}-${point}`));
    } catch {
      continue;
    }
    process.stderr.write(`fault: ${action} at ${point}\n`);
    process.kill(process.pid, signal);
  }
}

// A file that grows beyond what a test allows is an error of the disk's, and not the end of the process.
process.on('SIGXFSZ', () => undefined);

/** Wraps methods of a port; the rest of it stays as it is. */
function wrap(port, methods) {
  return new Proxy(port, {
    get: (target, name) => {
      const method = target[name];
      if (typeof method !== 'function') return method;
      const own = method.bind(target);
      return methods[name] ? methods[name](own) : own;
    },
  });
}

/** Learning takes a second of each of hundreds of starts; what it decides is no matter of kills and freezes. */
const NEVER_SURE = {
  of: () => ({ guess: () => ({ type: 'info_question', confidence: 0, isSure: false }) }),
  stop: async () => {},
};

const around =
  (point) =>
  (own) =>
  async (...values) => {
    reach(`before-${point}`);
    const result = await own(...values);
    reach(`after-${point}`);
    return result;
  };

/** Long enough for a request to have come to the shop, which then takes its time. */
const MID_RUN_MS = 150;

/** So much of a content has been taken in when a process ends in the middle of it. */
const MID_PUT_BYTES = 400_000;

async function* watched(content) {
  let bytes = 0;
  for await (const part of content) {
    yield part;
    bytes += part.byteLength;
    if (bytes >= MID_PUT_BYTES) reach('mid-put');
  }
}

function stores(opened) {
  return {
    ...opened,
    blobs: wrap(opened.blobs, {
      put: (own) => (id, content, seal) => own(id, watched(content), seal),
    }),
    threads: wrap(opened.threads, { keep: around('keep') }),
    inbox: wrap(opened.inbox, {
      record: (own) => async (command) => {
        reach('before-record');
        const result = await own(command);
        reach('after-record');
        setTimeout(() => reach('after-acknowledge'), 30);
        return result;
      },
    }),
    conversations: wrap(opened.conversations, {
      lease: around('lease'),
      commit: around('commit'),
      own: around('own'),
    }),
    archive: wrap(opened.archive, { file: around('file') }),
    interims: wrap(opened.interims, {
      act: (own) => async (command) => {
        const isRun = command.acting.current?.stage === 'running';
        const step = isRun ? 'intend' : 'conclude';
        reach(`before-${step}`);
        const result = await own(command);
        reach(`after-${step}`);
        if (isRun) setTimeout(() => reach('mid-run'), MID_RUN_MS);
        return result;
      },
    }),
    outbox: wrap(opened.outbox, {
      say: around('say'),
      amend: (own) => (command) =>
        command.actionDueAtMs === undefined ? own(command) : around('decide')(own)(command),
      settle: (own) => async (command) => {
        const lane = command.lane;
        // A platform has taken something and the record does not know it yet.
        const isNoted = command.settlements.length > 0 ? ['note'] : [];
        const isTaken = (command.inHandIds ?? []).length > 0 ? ['hand-over'] : [];
        const names = ['settle', ...isNoted, ...isTaken];
        for (const name of names) reach(`before-${name}-${lane}`);
        const result = await own(command);
        for (const name of names) reach(`after-${name}-${lane}`);
        return result;
      },
    }),
  };
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers every line with its own words; `wait=MS` makes it slow, `poison` ends the process every time. */
const mind = () => ({
  name: 'scripted',
  summarise: async () => null,
  fill: async () => ({ action: null, values: {}, isAside: false }),
  meter: { estimate: (text) => Math.ceil(text.length / 4), count: async () => null },
  route: async () => ({ type: 'info_question', reason: 'test', confidence: 1 }),
  greet: async () => 'Hello!',
  answer: async (context, signal, onText) => {
    const text = context.lines.map((line) => line.text).join(' | ');
    if (text.includes('poison')) process.kill(process.pid, 'SIGKILL');
    const ms = Number(/wait=(\d+)/.exec(text)?.[1] ?? 0);
    if (ms > 0) process.stderr.write('a slow answer begins\n');
    for (let waited = 0; waited < ms && !signal.aborted; waited += 50) {
      onText(`Answer to ${text}`.slice(0, 10 + waited));
      await wait(50);
      if (waited >= ms / 2) reach('mid-model');
    }
    signal.throwIfAborted();
    reach('after-model');
    return {
      kind: 'answered',
      text: `Answer to: ${text}`,
      citations: [],
      confidence: 1,
      why: 'test',
    };
  },
});

const config = await loadConfig(process.env.FAULT_CONFIG, process.env);
const minds = process.env.FAULT_MIND === 'local' ? {} : { mind };
const gateway = await build(config, {
  stores,
  ...minds,
  classifiers: NEVER_SURE,
  root: process.cwd(),
});
let isStopping = false;
process.on('SIGTERM', () => {
  if (isStopping) process.exit(1);
  isStopping = true;
  process.stderr.write('stopping\n');
  void gateway.stop().then(() => process.exit(0));
});
process.stdout.write(`${JSON.stringify({ ready: await gateway.start() })}\n`);
