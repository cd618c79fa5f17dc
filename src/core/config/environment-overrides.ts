import { KEY_CHARS_MIN } from './config-fields.js';
import { isMap } from './config-path.js';
import { type ConfigProblem, shownValue } from './config-problem.js';
import { configSchema } from './config-schema.js';
import type { Environment } from './substitute.js';

/** Variables of Anthropic's own tools. Both may hold secrets, so neither is ever shown. */
const MIND_VARIABLES = [
  {
    variable: 'ANTHROPIC_API_KEY',
    field: 'apiKey',
    remedy: `Set ANTHROPIC_API_KEY to a key of at least ${KEY_CHARS_MIN} characters, or unset it.`,
  },
  {
    variable: 'ANTHROPIC_BASE_URL',
    field: 'baseUrl',
    remedy: 'Set ANTHROPIC_BASE_URL to an address such as https://api.anthropic.com, or unset it.',
  },
] as const;

/**
 * Some variables go before whatever the file says: hosting platforms give PORT, a second gateway is tried with
 * FRONTDESK_DATA, and the names Anthropic's own tools read work here too. Set but empty they count as not set.
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
  for (const { variable, field, remedy } of MIND_VARIABLES) {
    const value = env[variable];
    const mind = changed['mind'] ?? {};
    if (!value || !isMap(mind)) continue;
    if (configSchema.shape.mind.safeParse({ [field]: value }).success) {
      changed['mind'] = { ...mind, [field]: value };
    } else {
      const text = `${variable} is (hidden), which does not have the right form.`;
      problems.push({ at: 'environment', text, remedy });
    }
  }
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
