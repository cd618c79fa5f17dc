import type { Card } from '../../src/core/domain/card.js';
import type { Handoff, HandoffPayload } from '../../src/core/domain/handoff.js';
import { NOTHING_SPENT, type Spent } from '../../src/core/domain/usage.js';
import type { CardParts } from '../../src/handoff/handoff-card.js';
import { ANA, BEN } from '../support/builders.js';
import { NOTHING, shownCard, steps, type Wishes } from './shown-card.js';

const EVERYTHING: HandoffPayload = {
  ...NOTHING,
  customer: {
    id: 'user-7',
    name: 'Rosa',
    email: 'rosa@example.org',
    about: [{ name: 'page', value: 'shop.example/lamps' }],
  },
  intent: 'My lamp flickers',
  summary: 'First contact.',
  lastReasoning: 'No passage answers.',
  uncertainty: 'Which lamp.',
  suggestedNextAction: 'Ask.',
  draftReply: 'Which lamp is it?',
  accountFacts: [{ name: 'Plan', value: 'Gold' }],
  actions: [{ name: 'refund', result: 'refused' }],
  evidence: [{ title: 'Lamps', quote: 'Lamps may flicker.', url: 'https://shop.example/lamps' }],
  confidence: 0.456,
};

function withPayload(payload: HandoffPayload, more: Partial<CardParts> = {}): Card {
  const base: Handoff = {
    id: 'c1-1',
    conversationId: 'c1',
    tenant: 'demo',
    channel: 'demo-web',
    state: 'open',
    revision: 1,
    reason: 'missing_evidence',
    openedAtMs: 0,
    claimedBy: null,
    closedAtMs: null,
    payload,
    history: [],
    alarms: [],
  };
  return shownCard({ handoff: base, ...more });
}

describe('The face of a handoff', () => {
  test('names what the customer sent along, after what they want', () => {
    const said = { seq: 1, text: 'It broke', atMs: 1 };
    const rosa = { kind: 'customer', name: 'Rosa' } as const;
    const ana = { kind: 'agent', name: 'Ana' } as const;
    const messages = [
      { ...said, author: rosa, files: [{ name: 'lamp.jpg', id: 'f1' }, { name: 'bill.pdf' }] },
      { ...said, author: ana, files: [{ name: 'label.pdf', id: 'f2' }] },
    ];
    const [wish, files] = withPayload({ ...NOTHING, intent: 'Help', messages }).blocks;
    expect(wish).toMatchObject({ kind: 'quote', text: 'Help' });
    expect(files).toEqual({
      kind: 'section',
      title: 'Files sent',
      text: 'lamp.jpg, bill.pdf',
    });
  });

  test('has everything known, in the order in which a person takes it in', () => {
    const spent: Spent = { calls: 3, costUsd: 0.1234, unpriced: 0, isEstimated: false };
    expect(withPayload(EVERYTHING, { spent })).toEqual({
      title: 'The bot found no answer',
      blocks: [
        { kind: 'quote', author: 'Rosa', text: 'My lamp flickers' },
        { kind: 'section', title: 'So far', text: 'First contact.' },
        { kind: 'section', title: 'Why the bot stopped', text: 'No passage answers.' },
        { kind: 'section', title: 'What is unclear', text: 'Which lamp.' },
        { kind: 'section', title: 'Next', text: 'Ask.' },
        { kind: 'section', title: 'Suggested reply', text: 'Which lamp is it?' },
        {
          kind: 'facts',
          title: 'Customer',
          facts: [
            { name: 'Name', value: 'Rosa' },
            { name: 'Email', value: 'rosa@example.org' },
            { name: 'Channel', value: 'demo-web' },
            { name: 'Page', value: 'shop.example/lamps' },
          ],
        },
        { kind: 'facts', title: 'Account', facts: [{ name: 'Plan', value: 'Gold' }] },
        { kind: 'facts', title: 'Done so far', facts: [{ name: 'refund', value: 'refused' }] },
        {
          kind: 'quote',
          author: 'Lamps',
          text: 'Lamps may flicker.',
          url: 'https://shop.example/lamps',
        },
        {
          kind: 'facts',
          title: 'Numbers',
          facts: [
            { name: 'How sure the bot was', value: '46 %' },
            { name: 'Cost so far', value: '$0.12' },
          ],
        },
        {
          kind: 'buttons',
          buttons: [
            { id: 'claim', label: 'Claim', style: 'main' },
            { id: 'send-draft', label: 'Send suggestion', style: 'plain' },
            { id: 'transcript', label: 'Transcript', style: 'plain' },
          ],
        },
      ],
    });
  });

  test('leaves out what nobody knows', () => {
    const { blocks } = withPayload(NOTHING);
    expect(blocks.map(({ kind }) => kind)).toEqual(['facts', 'buttons']);
  });

  test.each<[string, Spent, string | undefined]>([
    ['nothing when no model was asked', NOTHING_SPENT, undefined],
    ['nothing that is free as free', { ...NOTHING_SPENT, calls: 1 }, '$0.0000'],
    [
      'less than a cent in more digits',
      { ...NOTHING_SPENT, calls: 1, costUsd: 0.00123 },
      '$0.0012',
    ],
    ['dollars and cents', { ...NOTHING_SPENT, calls: 9, costUsd: 1.239 }, '$1.24'],
    [
      'what is estimated as about',
      { ...NOTHING_SPENT, calls: 1, costUsd: 0.5, isEstimated: true },
      '≈ $0.50',
    ],
    [
      'what has no price beside what has one',
      { ...NOTHING_SPENT, calls: 3, costUsd: 0.5, unpriced: 2 },
      '$0.50, cost unknown for 2 calls',
    ],
    [
      'as unknown, and never as nothing, where no call has a price',
      { ...NOTHING_SPENT, calls: 1, unpriced: 1, isEstimated: true },
      'cost unknown for one call',
    ],
  ])('tells the cost: %s', (_what, spent, value) => {
    const { blocks } = withPayload(NOTHING, { spent });
    const numbers = blocks.find((block) => block.kind === 'facts' && block.title === 'Numbers');
    const cost = numbers?.kind === 'facts' ? numbers.facts[0]?.value : undefined;
    expect(cost).toBe(value);
  });

  test('is in the tenant\u2019s own words', () => {
    const overrides = {
      'card.reason.missing_evidence': 'No idea',
      'card.customer': 'Guest',
      'card.do.claim': 'Mine!',
    };
    const { title, blocks } = shownCard({ wording: { language: 'en', overrides } });
    expect(title).toBe('No idea');
    expect(blocks[0]).toMatchObject({ title: 'Guest' });
    expect(blocks.at(-1)).toMatchObject({ buttons: [{ label: 'Mine!' }, {}] });
  });
});

describe('The steps it offers', () => {
  const MINE = [
    ['resolve', 'main'],
    ['return', 'plain'],
    ['release', 'plain'],
  ];

  const ASKED = [
    ['verdict-right', 'plain'],
    ['verdict-wrong', 'plain'],
  ];

  test.each<[string, Wishes, string[][]]>([
    ['to anybody: to claim what is open', {}, [['claim', 'main']]],
    ['to who has it: to end it in one way or the other', { state: 'claimed', by: ANA }, MINE],
    ['to a colleague of who has it: none', { state: 'claimed', by: BEN }, []],
    ['to a whole room: all of its state', { state: 'claimed', by: BEN, agent: null }, MINE],
    ['of a closed case: none while somebody has the customer', { state: 'resolved', by: BEN }, []],
    [
      'of a closed case: to take over while the bot has the customer',
      { state: 'resolved', by: BEN, mayTakeOver: true },
      [['take-over', 'plain']],
    ],
    [
      'of a closed case to who had it: to say whether it was right',
      { state: 'resolved', by: ANA },
      ASKED,
    ],
    [
      'of a closed case to a whole room: that, too',
      { state: 'expired', by: ANA, agent: null },
      ASKED,
    ],
    [
      'of a returned case too',
      { state: 'returned', by: BEN, mayTakeOver: true },
      [['take-over', 'plain']],
    ],
    [
      'of a case nobody heard more of',
      { state: 'expired', mayTakeOver: true },
      [['take-over', 'plain']],
    ],
    ['never to take over what is open', { mayTakeOver: true }, [['claim', 'main']]],
  ])('%s', (_what, parts, offered) => {
    expect(steps(shownCard(parts))).toEqual(offered);
  });
});
