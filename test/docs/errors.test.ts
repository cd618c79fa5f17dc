import { ERRORS } from '../../src/core/domain/errors.js';
import { readText, tableRows } from './pages.js';

interface Documented {
  readonly code: string;
  readonly status: string;
  readonly again: string;
  readonly when: string;
  readonly remedy: string;
}

const documented: Documented[] = tableRows(readText('docs/ERRORS.md')).map(
  ([code = '', status = '', again = '', when = '', remedy = '']) => ({
    code: code.replaceAll('`', ''),
    status,
    again,
    when,
    remedy,
  }),
);

describe('docs/ERRORS.md', () => {
  test('has every code once and no other', () => {
    const codes = documented.map((one) => one.code).sort();
    expect(codes).toEqual(Object.keys(ERRORS).sort());
  });

  test('says when each comes and what to do', () => {
    const silent = documented.filter(({ when, remedy }) => when === '' || remedy === '');
    expect(silent).toEqual([]);
  });

  test('says of each whether sending it again can help, as clients are told', () => {
    const told = Object.fromEntries(documented.map(({ code, again }) => [code, again]));
    const meant = Object.fromEntries(
      Object.entries(ERRORS).map(([code, { retryable }]) => [code, retryable ? 'yes' : 'no']),
    );
    expect(told).toEqual(meant);
  });

  test('has the HTTP status that the host answers with', () => {
    const host = readText('src/channels/host.ts');
    const table = host.slice(host.indexOf('const STATUS'), host.indexOf('};'));
    const answered = [...table.matchAll(/^ {2}'?([a-z.-]+)'?: (\d{3}),$/gm)];
    expect(answered.length).toBeGreaterThan(5);
    const told = new Map(documented.map(({ code, status }) => [code, status]));
    for (const [, code = '', status = ''] of answered)
      expect([code, told.get(code)]).toEqual([code, status]);
  });
});
