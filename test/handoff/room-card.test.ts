import type { Handoff, HandoffPayload } from '../../src/core/domain/handoff.js';
import type { CardParts } from '../../src/handoff/handoff-card.js';
import { ANA, BEN } from '../support/builders.js';
import { NOTHING, shownCard, steps, type Wishes } from './shown-card.js';

describe('In a room, where everybody sees the same card, it also tells', () => {
  const AT = Date.parse('2026-11-21T12:15:00Z');
  const WORDS = 'Nov 21, 2026, 12:15 PM UTC';

  function told(
    more: Partial<Handoff>,
    agent: CardParts['agent'] = null,
  ): [string, string, number?][] {
    const handoff: Handoff = {
      id: 'c1-1',
      conversationId: 'c1',
      tenant: 'demo',
      channel: 'demo-web',
      state: 'open',
      revision: 1,
      reason: 'missing_evidence',
      openedAtMs: AT,
      claimedBy: null,
      closedAtMs: null,
      payload: NOTHING,
      history: [{ state: 'open', atMs: AT }],
      alarms: [],
      ...more,
    };
    const { blocks } = shownCard({ handoff, agent });
    const [first] = blocks;
    if (first?.kind !== 'facts' || first.title !== 'Status') return [];
    return first.facts.map(({ name, value, atMs }) =>
      atMs === undefined ? [name, value] : [name, value, atMs],
    );
  }

  const closed = (state: Handoff['state']) => ({
    state,
    claimedBy: BEN,
    closedAtMs: AT,
    history: [
      { state: 'claimed' as const, atMs: 0, by: BEN },
      { state, atMs: AT, by: BEN },
    ],
  });

  test.each<[string, Partial<Handoff>, [string, string, number?][]]>([
    ['since when somebody waits', {}, [['Waiting since', WORDS, AT]]],
    [
      'who has it, since the last claim',
      {
        state: 'claimed',
        claimedBy: ANA,
        history: [
          { state: 'open', atMs: 1 },
          { state: 'claimed', atMs: 2, by: BEN },
          { state: 'open', atMs: 3, by: BEN },
          { state: 'claimed', atMs: AT, by: ANA },
        ],
      },
      [
        ['With', 'Ana Alvarez'],
        ['Since', WORDS, AT],
      ],
    ],
    [
      'who resolved it and when',
      closed('resolved'),
      [
        ['Resolved by', 'Ben Okafor'],
        ['At', WORDS, AT],
      ],
    ],
    [
      'who gave it back and when',
      closed('returned'),
      [
        ['Returned to the bot by', 'Ben Okafor'],
        ['At', WORDS, AT],
      ],
    ],
    [
      'that nothing more was heard',
      closed('expired'),
      [
        ['Closed, as the customer was silent; was with', 'Ben Okafor'],
        ['At', WORDS, AT],
      ],
    ],
    [
      'what was said of it afterwards',
      { ...closed('resolved'), verdict: { isRight: false, by: BEN, atMs: AT } },
      [
        ['Resolved by', 'Ben Okafor'],
        ['At', WORDS, AT],
        ['Was it right to hand this off?', 'No, says Ben Okafor'],
      ],
    ],
  ])('%s', (_what, more, facts) => {
    expect(told(more)).toEqual(facts);
  });

  test('and to a single agent only what was said of it', () => {
    expect(told({}, ANA)).toEqual([]);
    const verdict = { isRight: true, by: BEN, atMs: AT };
    expect(told({ ...closed('resolved'), verdict }, ANA)).toEqual([
      ['Was it right to hand this off?', 'Yes, says Ben Okafor'],
    ]);
  });

  test('and asks nothing more once that was said', () => {
    const verdict = { isRight: true, by: ANA, atMs: AT };
    expect(steps(shownCard({ state: 'resolved', by: ANA, verdict }))).toEqual([]);
  });
});

describe('Something that waits for an approval', () => {
  const approval = { id: 'a1', title: 'Refund 20 €', detail: 'For the broken lamp.' };
  const waiting: HandoffPayload = { ...NOTHING, approval };

  function shown(payload: HandoffPayload, more: Wishes = {}) {
    return shownCard({ ...more, payload }).blocks;
  }

  const BUTTONS = {
    kind: 'buttons',
    buttons: [
      { id: 'approve', label: 'Approve', style: 'main' },
      { id: 'reject', label: 'Reject', style: 'danger' },
    ],
  };
  const ASKED = {
    kind: 'section',
    title: 'Waits for an approval: Refund 20 €',
    text: 'For the broken lamp.',
  };

  test.each<[string, Wishes, boolean]>([
    ['is asked of everybody while nobody has the case', {}, true],
    ['is asked of who has the case', { state: 'claimed', by: ANA }, true],
    ['is not asked of a colleague', { state: 'claimed', by: BEN }, false],
    [
      'is asked in a room once somebody has the case',
      { state: 'claimed', by: BEN, agent: null },
      true,
    ],
    ['is not asked once the case is closed', { state: 'returned', by: ANA }, false],
  ])('%s', (_what, more, isAsked) => {
    const blocks = shown(waiting, more);
    expect(blocks).toContainEqual(ASKED);
    if (isAsked)
      expect(blocks[blocks.findIndex((one) => one.kind === 'section') + 1]).toEqual(BUTTONS);
    else expect(blocks).not.toContainEqual(BUTTONS);
  });

  test('is told with who decided and when, and not asked again', () => {
    const decision = { isApproved: false, by: ANA, atMs: 0 };
    const blocks = shown(
      { ...waiting, approval: { ...approval, decision } },
      { state: 'claimed', by: ANA },
    );
    expect(blocks).toContainEqual({
      kind: 'facts',
      title: 'Decision',
      facts: [
        { name: 'Rejected by', value: 'Ana Alvarez' },
        { name: 'At', value: 'Jan 1, 1970, 12:00 AM UTC', atMs: 0 },
      ],
    });
    expect(blocks).not.toContainEqual(BUTTONS);
  });

  test('says what it would be done with, and until when it can be decided', () => {
    const facts = [{ name: 'Order number', value: '4711' }];
    const blocks = shown({ ...waiting, approval: { ...approval, facts, untilMs: 0 } });
    expect(blocks).toContainEqual({
      kind: 'facts',
      title: 'To be done with',
      facts: [
        ...facts,
        { name: 'To be decided before', value: 'Jan 1, 1970, 12:00 AM UTC', atMs: 0 },
      ],
    });
  });

  test('is not asked any more once it is too late, and the card says so', () => {
    const blocks = shown({ ...waiting, approval: { ...approval, isOver: true } });
    expect(blocks).toContainEqual({ ...ASKED, title: 'No approval was given: Refund 20 €' });
    expect(blocks).not.toContainEqual(BUTTONS);
  });
});
