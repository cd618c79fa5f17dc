#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { checkConfig } from './core/config/check-config.js';
import { configJsonSchema } from './core/config/config-json-schema.js';
import type { Config } from './core/config/config-schema.js';
import { loadConfig } from './core/config/load-config.js';
import { COST_GROUPS } from './core/domain/costs.js';
import { GatewayError } from './core/domain/errors.js';
import { type CostsTask, reportCosts } from './costs.js';
import { examineAll } from './doctor.js';
import { type ExplainTask, explain } from './explain.js';
import { build, type Gateway } from './gateway.js';
import { importAccountsFile } from './import-accounts.js';
import { mindOf } from './settings.js';
import { type PackageTask, packTeamsApp } from './teams-package.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SHIPPED = 'config/frontdesk.yaml';
const TEAMS_MANIFEST = join(ROOT, 'config/teams-manifest.json');

const program = new Command('frontdesk').description(
  'Multi-channel support chatbot gateway: customers write anywhere, a bot answers, people take over.',
);

program
  .command('start', { isDefault: true })
  .description('run the gateway')
  .option('--config <file>', 'the configuration', SHIPPED)
  .action(async ({ config: file }: { config: string }) => start(file));

program
  .command('check')
  .description('say what is wrong with a configuration, or that nothing is')
  .argument('[file]', 'the configuration', SHIPPED)
  .action(async (file: string) => {
    const { ok, report } = await checkConfig(file, process.env);
    print(report);
    process.exitCode = ok ? 0 : 1;
  });

program
  .command('doctor')
  .description(
    'ask Slack and Microsoft about everything the configuration names, and say what to do',
  )
  .option('--config <file>', 'the configuration', SHIPPED)
  .option(
    '--url <address>',
    'the public address of the gateway, to be asked as Slack and Teams ask it',
  )
  .action(async ({ config: file, url }: { config: string; url?: string }) => {
    const { ok, report } = await examineAll(await loadConfig(file, process.env), url);
    print(report);
    process.exitCode = ok ? 0 : 1;
  });

program
  .command('teams-package')
  .description('write the app package that is uploaded to Microsoft Teams')
  .argument('[config]', 'the configuration', SHIPPED)
  .option('--channel <name>', 'the channel of kind teams it is for; needed if there are several')
  .option('--url <address>', 'the public https address of the gateway; default server.publicUrl')
  .option('--out <file>', 'where to write it', 'frontdesk-teams.zip')
  .option('--manifest <file>', 'the template, with its icons beside it', TEAMS_MANIFEST)
  .option('--app-version <number>', 'such as 1.0.1; an app is updated by a higher one only')
  .option('--all-messages', 'ask to be sent what is said without a mention, too')
  .action(async (config: string, options: Omit<PackageTask, 'config'>) => {
    const { ok, report } = await packTeamsApp({ ...options, config }, process.env);
    print(report);
    process.exitCode = ok ? 0 : 1;
  });

program
  .command('schema')
  .description('print the JSON schema of the configuration, for editors')
  .action(() => print(JSON.stringify(configJsonSchema(), null, 2)));

program
  .command('accounts')
  .description('tell a running gateway what you know of your customers')
  .command('import')
  .description('put the accounts of a CSV or JSON lines file')
  .argument('<file>', 'file.csv, or file.jsonl')
  .requiredOption('--tenant <name>', 'whose customers they are')
  .option('--url <address>', 'the address of the gateway', 'http://127.0.0.1:3000')
  .option('--token <token>', 'one of admin.tokens; better in FRONTDESK_ADMIN_TOKEN')
  .action(async (file: string, options: { tenant: string; url: string; token?: string }) => {
    const token = options.token ?? process.env['FRONTDESK_ADMIN_TOKEN'];
    const { ok, report } = await importAccountsFile({ ...options, file, token });
    print(report);
    process.exitCode = ok ? 0 : 1;
  });

program
  .command('costs')
  .description('what the calls of a month cost, beside a running gateway or without one')
  .requiredOption('--month <YYYY-MM>', 'the month, in UTC')
  .option('--tenant <name>', 'only this tenant')
  .option('--by <what>', `sums by ${COST_GROUPS.join(', ')}; without it by tenant`)
  .option('--format <form>', 'table, csv or json', 'table')
  .option('--config <file>', 'the configuration', SHIPPED)
  .action(async (task: CostsTask) => print(await reportCosts(task, process.env)));

program
  .command('explain')
  .description(
    'what a turn saw and why it did what it did, beside a running gateway or without one',
  )
  .argument('<id>', 'of a turn; of a conversation for a list of its turns')
  .option('--last <number>', 'of a conversation so many turns, the newest', '20')
  .option('--format <form>', 'text or json', 'text')
  .option('--config <file>', 'the configuration', SHIPPED)
  .action(async (id: string, options: Omit<ExplainTask, 'id'>) =>
    print(await explain({ ...options, id }, process.env)),
  );

async function start(file: string): Promise<void> {
  const config = await loadConfig(file, process.env);
  const gateway = await build(config, { root: ROOT });
  stopOnSignal(gateway);
  const url = await gateway.start();
  print(bannerOf(config, gateway, url));
}

/** The first signal stops in order; a second one ends at once. */
function stopOnSignal(gateway: Gateway): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    print(`${signal}: stopping; once more ends at once.`);
    gateway.stop().then(
      () => process.exit(0),
      (error) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Where to go. Tokens are shown to a terminal only: output that is kept somewhere must not hold them. */
function bannerOf(config: Config, gateway: Gateway, url: string): string {
  const lines = [
    '',
    `Frontdesk is ready (stores: ${config.stores.kind}, mind: ${mindLine(config)}).`,
    '',
  ];
  for (const [name, channel] of Object.entries(config.channels)) {
    lines.push(`  Chat (${name}):  ${chatPlace(name, channel, url)}`);
  }
  for (const [name, desk] of Object.entries(config.desks)) {
    const where =
      desk.kind === 'local' ? `${url}/desk` : `in Slack, ${desk.workspace}, ${desk.room}`;
    lines.push(`  Desk (${name}):  ${where}`);
  }
  const { agents, file } = gateway.secrets;
  if (process.stdout.isTTY) {
    const people = Object.values(config.desks).flatMap((desk) =>
      desk.kind === 'local' ? desk.agents : [],
    );
    for (const { id, name } of people)
      lines.push(`    as ${name}:  ${url}/desk#token=${agents[id]}`);
  } else if (file !== null) {
    lines.push(`    agents' tokens: ${file}`);
  }
  lines.push(`  Health:  ${url}/health/ready`, '');
  return lines.join('\n');
}

function chatPlace(name: string, channel: Config['channels'][string], url: string): string {
  switch (channel.kind) {
    case 'web':
      return `${url}/?channel=${name}`;
    case 'slack':
      return `in Slack, ${channel.workspace}`;
    case 'teams':
      return `in Teams, ${url}/api/v1/teams/${channel.bot}/messages`;
  }
}

/** What answers, and why: said once, here. */
function mindLine(config: Config): string {
  const names = Object.keys(config.tenants);
  const minds = new Set(names.map((tenant) => mindOf(config, tenant)));
  if (minds.size > 1) return names.map((one) => `${mindOf(config, one)} for ${one}`).join(', ');
  if (minds.has('claude')) return `claude, ${config.mind.models.answer}`;
  return config.mind.apiKey === undefined
    ? 'local; set ANTHROPIC_API_KEY for Claude'
    : 'local, by configuration';
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(error: unknown): never {
  const isKnown = error instanceof GatewayError;
  const text = isKnown ? inWords(error) : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function inWords(error: GatewayError): string {
  const details = Object.keys(error.details).length > 0 ? ` ${JSON.stringify(error.details)}` : '';
  return error.code === 'config.invalid' ? error.message : `${error.message}${details}`;
}

program.parseAsync().catch(fail);
