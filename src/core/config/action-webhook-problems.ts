import { isPrivateAddress, literalAddress } from '../actions/private-address.js';
import { filledAddress } from '../actions/webhook-address.js';
import { SPEAKING_HEADERS } from '../actions/webhook-headers.js';
import { marksIn } from '../domain/action-marks.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import type { SettingProblem } from './schema-problems.js';

/** Headers that are ours or the protocol's: another value would not be sent, or break the request. */
const OWN_HEADERS: readonly string[] = [
  ...SPEAKING_HEADERS,
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What is wrong with where an action's request goes. Addresses and headers may hold secrets and are never shown. */
export function webhookProblems(path: ConfigPath, action: unknown): SettingProblem[] {
  const webhook = valueAt(action, ['webhook']);
  if (!isMap(webhook)) return [];
  const at = [...path, 'webhook'];
  return [
    ...addressProblems([...at, 'url'], webhook),
    ...addressProblems([...at, 'statusUrl'], webhook),
    ...headerProblems([...at, 'headers'], webhook['headers']),
    ...unsentParameters(path, action, webhook),
  ];
}

function addressProblems(path: ConfigPath, webhook: Record<string, unknown>): SettingProblem[] {
  const address = webhook[String(path.at(-1))];
  if (typeof address !== 'string' || !/^https?:/.test(address)) return [];
  const url = filledAddress(address, () => 'x');
  if (url === null) {
    const text = `${pathText(path)} is (hidden), which is no address that can be called.`;
    return [{ path, text, remedy: 'Use one such as https://shop.example/orders/{order}.' }];
  }
  const literal = literalAddress(url);
  if (literal === null || webhook['allowPrivate'] === true || !isPrivateAddress(literal)) return [];
  const text = `${pathText(path)} leads into a private network or to this machine.`;
  const remedy = 'Use a public address, or allowPrivate: true beside it if that is meant.';
  return [{ path, text, remedy }];
}

function headerProblems(path: ConfigPath, headers: unknown): SettingProblem[] {
  if (!isMap(headers)) return [];
  const first = new Set<string>();
  return Object.keys(headers).flatMap((name) => {
    const at = [...path, name];
    const lower = name.toLowerCase();
    if (OWN_HEADERS.includes(lower)) {
      return [
        { path: at, text: `${pathText(at)} is set by the gateway itself.`, remedy: 'Remove it.' },
      ];
    }
    if (!first.has(lower)) {
      first.add(lower);
      return [];
    }
    return [{ path: at, text: `${pathText(at)} is there twice.`, remedy: 'Keep one of the two.' }];
  });
}

/** Without a body only the address says what was given. */
function unsentParameters(
  path: ConfigPath,
  action: unknown,
  { method, url }: Record<string, unknown>,
): SettingProblem[] {
  const properties = valueAt(action, ['parameters', 'properties']);
  if ((method !== 'GET' && method !== 'DELETE') || typeof url !== 'string') return [];
  if (!isMap(properties)) return [];
  const sent = marksIn(url);
  return Object.keys(properties).flatMap((name) => {
    if (sent.includes(name)) return [];
    const at = [...path, 'parameters', 'properties', name];
    const text = `${pathText(at)} is never sent: ${method} has no body, and webhook.url has no mark {${name}}.`;
    return [{ path: at, text, remedy: `Put {${name}} into the address, or use POST.` }];
  });
}
