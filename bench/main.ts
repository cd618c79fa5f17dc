import { Command, InvalidArgumentError, Option } from 'commander';
import { MEMORY_STRATEGIES } from '../src/core/domain/memory-strategy.js';
import { type MemoryOptions, measureMemory } from './memory.js';
import { measureReplay, type ReplayOptions } from './replay.js';
import { measureRouting } from './routing.js';
import { measureSlackRoom, type SlackRoomOptions } from './slack-room.js';
import { FAMILIES, type Family } from './subject-kinds.js';
import { serveSubject } from './subjects/serve.js';
import { measureTurns, type TurnOptions } from './turn.js';

/** Below this a round is too short for its 99th percentile to mean anything. */
const SECONDS_MIN = 16;
const SECONDS_MAX = 3_600;

/** One network address is allowed this many connections in the measured gateway. */
const CONCURRENCY_MAX = 2_000;

/** Each takes two of the room's posts, one a second, before anything is measured. */
const CONVERSATIONS_MAX = 200;

/** Each pair of them is a turn that is worked before anything is measured. */
const STORED_MESSAGES_MAX = 50_000;

/** Each is worked with every strategy, and all are kept until the end. */
const REPLAY_TURNS_MAX = 5_000;

const program = new Command('bench').description('Measures Frontdesk on this machine.');

program
  .command('turn')
  .description('turns per second and latency of a whole turn, beside the minimal durable turn')
  .option(
    '--seconds <n>',
    'time for all rounds together',
    wholeNumber(SECONDS_MIN, SECONDS_MAX),
    40,
  )
  .option('--concurrency <n>', 'conversations at once', wholeNumber(1, CONCURRENCY_MAX), 64)
  .addOption(new Option('--only <stores>', 'only these stores').choices(FAMILIES))
  .option('--profile <folder>', 'write a CPU profile of each process under measurement there')
  .option('--json', 'print JSON instead of a table', false)
  .action(async (options: TurnOptions & { only?: Family }) => {
    process.exitCode = await measureTurns(options);
  });

program
  .command('slack-room')
  .description('how many handed-over conversations one desk room in Slack carries')
  .option(
    '--conversations <list>',
    'numbers of conversations, measured at the same time',
    counts,
    [10, 20, 24, 28, 40],
  )
  .option('--every <seconds>', 'between two lines of one customer', wholeNumber(1, 600), 30)
  .option('--no-replies', 'agents only read')
  .option('--seconds <n>', 'measured time', wholeNumber(SECONDS_MIN, SECONDS_MAX), 240)
  .action(async (options: SlackRoomOptions) => {
    process.exitCode = await measureSlackRoom(options);
  });

program
  .command('routing')
  .description('training the local classifier at start, and one decision of it')
  .action(async () => {
    process.exitCode = await measureRouting();
  });

program
  .command('memory')
  .description('a turn in a conversation of thousands of messages beside one of fifty')
  .option(
    '--messages <n>',
    'stored messages of the long one',
    wholeNumber(100, STORED_MESSAGES_MAX),
    5_000,
  )
  .action(async (options: MemoryOptions) => {
    process.exitCode = await measureMemory(options);
  });

program
  .command('replay')
  .description('tokens of context in each turn of one long conversation, by memory strategy')
  .argument('<folder>', 'a folder with replay/*.jsonl, a dialogue a line')
  .option('--turns <n>', 'turns of the conversation', wholeNumber(1, REPLAY_TURNS_MAX), 200)
  .option('--budget <tokens>', 'memory.budgetTokens', wholeNumber(500, 200_000), 8_000)
  .addOption(
    new Option('--strategies <names...>', 'the memory strategies to replay it with')
      .choices(MEMORY_STRATEGIES)
      .default([...MEMORY_STRATEGIES], 'all of them'),
  )
  .option('--no-pause', 'the next line comes with the answer, whatever is still to be summarised')
  .option('--plot <file>', 'write a plot there, as SVG')
  .option('--json', 'print JSON instead of tables', false)
  .action(async (folder: string, options: ReplayOptions) => {
    process.exitCode = await measureReplay(folder, options);
  });

program
  .command('subject', { hidden: true })
  .description('one process under measurement; started by the bench itself')
  .action(() => serveSubject());

function counts(text: string): number[] {
  return text.split(',').map(wholeNumber(1, CONVERSATIONS_MAX));
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

program.parseAsync().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
