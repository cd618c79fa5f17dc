import { GatewayError } from '../domain/errors.js';
import type { Config } from './config-schema.js';
import { loadConfig } from './load-config.js';
import type { Environment } from './substitute.js';

/** What `npx frontdesk check [FILE]` prints: all that is wrong with a config file, or what it sets up. */
export async function checkConfig(
  file: string,
  env: Environment,
): Promise<{ ok: boolean; report: string }> {
  try {
    return { ok: true, report: `${file} is in order.\n${summary(await loadConfig(file, env))}` };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'config.invalid') throw error;
    const { problems } = error.details;
    const count = problems === 1 ? '1 problem' : `${problems} problems`;
    return { ok: false, report: `${error.message}\n\n${count}. Nothing was started or changed.` };
  }
}

function summary(config: Config): string {
  const tenants = Object.entries(config.tenants).map(
    ([name, tenant]) => `${name} (${tenant.name})`,
  );
  const channels = Object.entries(config.channels).map(
    ([name, channel]) => `${name} (${channel.kind}, ${channel.tenant})`,
  );
  const desks = Object.entries(config.desks).map(
    ([name, desk]) =>
      `${name} (${
        desk.kind === 'local'
          ? desk.agents.map((agent) => agent.name).join(', ')
          : `Slack, ${desk.workspace}, ${desk.room}`
      })`,
  );
  const stores =
    config.stores.kind === 'embedded'
      ? `embedded, in ${config.data}`
      : `mongo, database ${config.stores.mongoDatabase}`;
  return [
    `  tenants:  ${tenants.join(', ')}`,
    `  channels: ${channels.join(', ')}`,
    `  desks:    ${desks.join(', ')}`,
    `  stores:   ${stores}`,
    `  server:   ${config.server.host}, port ${config.server.port}`,
  ].join('\n');
}
