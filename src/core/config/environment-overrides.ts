import { isMap } from './config-path.js';
import { type ConfigProblem, shownValue } from './config-problem.js';
import { configSchema } from './config-schema.js';
import type { Environment } from './substitute.js';

/**
 * PORT and FRONTDESK_DATA go before whatever the file says: hosting platforms give the one, and a second gateway is
 * tried with the other, without touching the file. Set but empty they count as not set.
 */
export function environmentOverrides(
  root: unknown,
  env: Environment,
): { root: unknown; problems: ConfigProblem[] } {
  if (!isMap(root)) return { root, problems: [] };
  const problems: ConfigProblem[] = [];
  const changed = { ...root };
  const { PORT: port, FRONTDESK_DATA: data } = env;
  if (data) changed['data'] = data;
  if (port) {
    const value = /^[0-9]{1,6}$/.test(port) ? Number(port) : Number.NaN;
    const server = changed['server'] ?? {};
    if (configSchema.shape.server.safeParse({ port: value }).success) {
      if (isMap(server)) changed['server'] = { ...server, port: value };
    } else {
      problems.push(portProblem(port));
    }
  }
  return { root: changed, problems };
}

function portProblem(port: string): ConfigProblem {
  return {
    at: 'environment',
    text: `PORT is ${shownValue(port)}, which is no port.`,
    remedy: 'Set PORT to a whole number from 0 to 65535, or unset it.',
  };
}
