import { type AccountFileKind, accountEntries } from '../../../src/core/accounts/account-file.js';
import { allOf, inPieces } from '../../support/pieces.js';

function entriesOf(kind: AccountFileKind, content: string) {
  return allOf(accountEntries(kind, inPieces(Buffer.from(content), [])));
}

describe('A CSV file of accounts', () => {
  test('has accounts with facts of all the columns that mean nothing else', async () => {
    const file = [
      'ID,Name,Emails,Customer ID,plan,Seats',
      '7,Carol Chen,c@a.example; cc@a.example,42;shop/42,gold,3',
      '8,,,,,',
    ].join('\n');
    expect(await entriesOf('csv', file)).toEqual([
      {
        kind: 'account',
        line: 2,
        value: {
          id: '7',
          name: 'Carol Chen',
          emails: ['c@a.example', 'cc@a.example'],
          customerIds: ['42', 'shop/42'],
          facts: { plan: 'gold', Seats: '3' },
        },
      },
      { kind: 'account', line: 3, value: { id: '8', facts: {} } },
    ]);
  });

  test('names a row with too few or too many cells, and goes on', async () => {
    expect(await entriesOf('csv', 'id,plan\n1\n2,gold,3\n4,gold\n')).toEqual([
      { kind: 'refused', line: 2, problem: 'has 1 cells where the first row has 2' },
      { kind: 'refused', line: 3, problem: 'has 3 cells where the first row has 2' },
      { kind: 'account', line: 4, value: { id: '4', facts: { plan: 'gold' } } },
    ]);
  });

  test.each<[string, string, string]>([
    ['no column of ids', 'name,plan\n', 'there is no column "id"'],
    ['a column without a name', 'id,,plan\n', 'column 2 has no name'],
    ['a column twice', 'id,plan,Plan\n', 'column 3 is there twice'],
    ['two columns for one thing', 'id,email,emails\n', 'column 3 is there twice'],
    ['nothing', '', 'there is nothing in it'],
  ])('with %s is not read', async (_what, file, problem) => {
    expect(await entriesOf('csv', file)).toEqual([{ kind: 'broken', at: '1', problem }]);
  });

  test('ends where it is broken, behind what was read', async () => {
    const [first, ...others] = await entriesOf('csv', 'id,plan\n7,gold\n8,"x"y\n9,gold\n');
    expect(first).toMatchObject({ kind: 'account', line: 2 });
    const problem = 'more text behind a closing quote';
    expect(others).toEqual([{ kind: 'broken', at: '3:6', problem }]);
  });
});

test('a file of JSON lines has an account a line, and names those that are none', async () => {
  const file = '{"id":"7","facts":{}}\n[]\nno JSON\n\n{"id":"8","facts":{}}\n';
  expect(await entriesOf('jsonl', file)).toEqual([
    { kind: 'account', line: 1, value: { id: '7', facts: {} } },
    { kind: 'refused', line: 2, problem: 'is no JSON object' },
    { kind: 'refused', line: 3, problem: 'is no JSON object' },
    { kind: 'account', line: 5, value: { id: '8', facts: {} } },
  ]);
});
