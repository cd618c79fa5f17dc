import { type Agent, type HandoffPayload, openHandoff } from '../../src/core/domain/handoff.js';
import type { ThreadLine } from '../../web/desk/desk-contract.js';
import type { FakeCase } from './desk-fake-server.js';

const BOT = { kind: 'bot', id: 'finch', name: 'Finch' } as const;
const MINUTE_MS = 60_000;

interface CaseWishes {
  readonly customer: string;
  readonly intent: string;
  readonly waitedMs?: number;
  readonly reason?: FakeCase['handoff']['reason'];
  readonly payload?: Partial<HandoffPayload>;
  readonly lines?: readonly Omit<ThreadLine, 'seq' | 'at'>[];
}

let count = 0;

/** An open case with a short talk before it. */
export function aCase(wishes: CaseWishes): FakeCase {
  count += 1;
  const { customer, intent, waitedMs = 0, reason = 'missing_evidence', payload = {} } = wishes;
  const openedAtMs = Date.now() - waitedMs;
  const person = { id: `visitor-${count}`, name: customer };
  const handoff = openHandoff({
    id: `c_${count}-1`,
    conversationId: `c_${count}`,
    tenant: 'demo',
    channel: 'demo-web',
    reason,
    openedAtMs,
    payload: {
      customer: person,
      intent,
      summary: '',
      actions: [],
      evidence: [],
      accountFacts: [],
      confidence: null,
      uncertainty: '',
      lastReasoning: '',
      suggestedNextAction: '',
      draftReply: '',
      messages: [],
      ...payload,
    },
  });
  const said: Omit<ThreadLine, 'seq' | 'at'>[] = [
    ...(wishes.lines ?? []),
    { kind: 'text', author: { kind: 'customer', ...person }, text: intent },
    {
      kind: 'owner',
      author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
      text: '',
      change: { owner: 'waiting', ownership: 1 },
    },
  ];
  const beganMs = openedAtMs - said.length * 20_000;
  const lines = said.map((line, at) => ({
    ...line,
    seq: at + 1,
    at: new Date(beganMs + at * 20_000).toISOString(),
  }));
  return { handoff, lines, owner: 'waiting' };
}

export function said(by: 'customer' | 'bot', text: string, more: Partial<ThreadLine> = {}) {
  const author =
    by === 'bot' ? BOT : ({ kind: 'customer', id: 'visitor', name: 'Customer' } as const);
  const truth = by === 'bot' ? ({ state: 'delivered' } as const) : null;
  return { kind: 'text' as const, author, text, truth, ...more };
}

export function byAgent(agent: Agent, text: string, more: Partial<ThreadLine> = {}) {
  return { kind: 'text' as const, author: { kind: 'agent' as const, ...agent }, text, ...more };
}

/** The question that closes a case, as the server asks it. */
export function ratingAsked(): Omit<ThreadLine, 'seq' | 'at'> {
  const labels = ['Very bad', 'Bad', 'Fair', 'Good', 'Very good'];
  const choices = labels.map((label, at) => ({ id: String(at + 1), label }));
  return {
    kind: 'text',
    author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
    text: 'Ana Alvarez has marked this as solved. How was this for you?',
    card: { title: '', blocks: [{ kind: 'choices', id: 'rating', look: 'rating', choices }] },
    truth: { state: 'delivered' },
  };
}

/** What a real one would look like, for looking at and for taking pictures. */
export function refundCase(waitedMs = 4 * MINUTE_MS): FakeCase {
  const evidence = [
    {
      title: 'Refunds and returns',
      url: 'https://maplefinch.example/help/refunds',
      quote: 'Refunds arrive within 5-7 business days after we receive the parcel.',
    },
    {
      title: 'Shipping of large items',
      url: 'https://maplefinch.example/help/shipping',
      quote: 'Copperware over 5 kg travels with a carrier and is picked up from your door.',
    },
  ];
  return aCase({
    customer: 'Maya Lindqvist',
    intent:
      'My kettle was picked up nine days ago and there is still no refund. Can somebody look into it?',
    waitedMs,
    payload: {
      customer: {
        id: 'maya',
        name: 'Maya Lindqvist',
        email: 'maya@lindqvist.example',
        about: [
          { name: 'page', value: 'maplefinch.example/orders/MF-20418' },
          { name: 'time-zone', value: 'Europe/Stockholm' },
        ],
      },
      summary:
        'Maya returned a copper kettle (order MF-20418). The carrier picked it up on 12 November. She has asked twice when the money arrives.',
      lastReasoning:
        'The articles say 5-7 business days; nine days have passed, and the bot cannot see the state of a refund.',
      uncertainty: 'Whether the parcel has arrived at the warehouse.',
      suggestedNextAction: 'Check the refund of **MF-20418** and tell her the day it was sent.',
      draftReply:
        'Hello Maya, thank you for your patience. Your kettle reached us on Monday, and the refund of $84.00 is on its way: it should be on your card by Thursday.',
      confidence: 0.42,
      accountFacts: [
        { name: 'Plan', value: 'Gold since 2021' },
        { name: 'Orders', value: '14, one open return' },
      ],
      evidence,
    },
    lines: [
      said('customer', 'Hi! How long do refunds take?', {
        author: { kind: 'customer', id: 'maya', name: 'Maya Lindqvist' },
      }),
      said(
        'bot',
        'A refund usually takes **5-7 business days** after we receive the parcel:\n\n- to the card you paid with\n- without the shipping fee',
        { citations: evidence.slice(0, 1) },
      ),
      said('customer', 'The carrier took it on the 12th.', {
        author: { kind: 'customer', id: 'maya', name: 'Maya Lindqvist' },
        files: [{ name: 'pickup-receipt.pdf' }],
      }),
    ],
  });
}

/** A queue as on a busy morning. */
export function morningQueue(): FakeCase[] {
  return [
    refundCase(),
    aCase({
      customer: 'Tomás Herrera',
      intent: 'I want to talk to a person',
      reason: 'user_request',
      waitedMs: 45_000,
    }),
    aCase({
      customer: 'Priya Raman',
      intent: 'Can you engrave a poem on the copper kettle before Friday?',
      waitedMs: 12.5 * MINUTE_MS,
    }),
    aCase({
      customer: 'Jonas Weber',
      intent: 'The payment page only shows an error, what now?',
      reason: 'model_unavailable',
      waitedMs: 2.4 * MINUTE_MS,
    }),
  ];
}
