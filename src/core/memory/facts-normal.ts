import { dayOf, numberOf } from '../domain/day-of.js';
import type { FactKind } from '../domain/fact.js';

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/[$]|usd|dollar|bucks/i, 'USD'],
  [/€|eur/i, 'EUR'],
  [/£|gbp|pound|quid/i, 'GBP'],
];

/** The same meaning as the same text. What cannot be decided stays as it was said, in lower case. */
export function normalOf(kind: FactKind, value: string, atMs: number): string {
  const said = value.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  switch (kind) {
    case 'time':
      return normalTime(said) ?? said;
    case 'date':
      return dayOf(said.replaceAll(',', ''), atMs) ?? said;
    case 'people':
      return normalCount(said) ?? said;
    case 'amount':
      return normalAmount(said);
    case 'phone':
      return said.replaceAll(/[^\d+x]/g, '');
    case 'reference':
      return said.replaceAll(/[^\p{L}\p{N}-]/gu, '').toUpperCase();
    case 'name':
    case 'email':
      return said;
  }
}

/** `19:30`; `7:30`, without a leading zero, where morning or evening was not said. */
function normalTime(said: string): string | null {
  const half = halfOf(said);
  const clock = said.replace(/\s?(?:[ap]\.?\s?m\b.*|in the .*|at night.*|o['’]clock.*)$/, '');
  const around =
    /^(half|quarter|[\w-]+?)(?:[- ]an hour)?(?: ?min(?:ute)?s?)?[- ](to|till?|past|before|after) (.+)$/.exec(
      clock,
    );
  if (around !== null) {
    const [, much = '', side = '', hour = ''] = around;
    const minutes = much === 'half' ? 30 : much === 'quarter' ? 15 : numberOf(much);
    const full = minutesOf(hour);
    if (minutes === null || full === null) return null;
    return clockText(/^(?:past|after)$/.test(side) ? full + minutes : full - minutes, half, hour);
  }
  const minutes = minutesOf(clock);
  return minutes === null ? null : clockText(minutes, half, clock);
}

function halfOf(said: string): 'am' | 'pm' | null {
  if (/\d\s?a\.?\s?m\b|\ba\.?m\b|morning/.test(said)) return 'am';
  return /\d\s?p\.?\s?m\b|\bp\.?m\b|afternoon|evening|night\b|tonight/.test(said) ? 'pm' : null;
}

/** Minutes since midnight as far as the words say: "7:15", "1815", "six forty-five", "noon". */
function minutesOf(text: string): number | null {
  if (/\b(?:noon|midday)\b/.test(text)) return 12 * 60;
  if (/\bmidnight\b/.test(text)) return 0;
  const [, hour, minute = '0'] = /(?<!\d)(\d{1,2}?)(?:[:. ]?(\d{2}))?(?!\d)/.exec(text) ?? [];
  if (hour !== undefined) return Number(hour) * 60 + Number(minute);
  const [, first = '', rest] = /^([a-z]+)(?:[- ]([a-z]+(?:-[a-z]+)?))?/.exec(text) ?? [];
  const hours = numberOf(first);
  return hours === null ? null : hours * 60 + (numberOf(rest ?? '') ?? 0);
}

function clockText(minutes: number, half: 'am' | 'pm' | null, said: string): string {
  const day = (minutes + 1440) % 1440;
  const hour = Math.floor(day / 60);
  const minute = String(day % 60).padStart(2, '0');
  const isSure = hour > 12 || hour === 0 || /noon|midday|midnight|^0\d/.test(said);
  if (half === null && !isSure) return `${hour}:${minute}`;
  const later = half === 'pm' && hour < 12 ? 12 : 0;
  const earlier = half === 'am' && hour === 12 ? 12 : 0;
  return `${String(hour + later - earlier).padStart(2, '0')}:${minute}`;
}

function normalCount(said: string): string | null {
  const counts = (said.match(/[\w-]+/g) ?? []).map(numberOf).filter((count) => count !== null);
  return counts.length === 0 ? null : String(counts.reduce((sum, count) => sum + count, 0));
}

/** `740.00 USD`. A comma or dot before exactly three digits parts thousands. */
function normalAmount(said: string): string {
  const figures = (/\d[\d.,]*/.exec(said)?.[0] ?? '').replace(/[.,]$/, '');
  const plain = figures.replaceAll(/[.,](?=\d{3}(?!\d))/g, '').replace(',', '.');
  const currency = CURRENCIES.find(([form]) => form.test(said))?.[1] ?? '';
  return `${Number(plain).toFixed(2)} ${currency}`.trim();
}
