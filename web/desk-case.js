import { reasonWords, stateWords, waitWords } from './desk-words.js';
import { button, citationList, element, setAttribute, setText } from './element.js';

/** What an agent can do with a handoff, and when it makes sense. */
const STEPS = [
  { kind: 'claim', label: 'Claim', may: ({ handoff }) => handoff.state === 'open' },
  { kind: 'release', label: 'Release', may: isMine },
  { kind: 'resolve', label: 'Resolve', may: isMine },
  { kind: 'return', label: 'Return to bot', may: isMine },
  { kind: 'take-over', label: 'Take over again', may: mayTakeOver },
];

/** The chosen handoff: what is known about it and what can be done with it. */
export class DeskCase {
  #steps;
  #shown = '';
  #wait = null;

  /** `onStep(kind)`. */
  constructor(places, onStep) {
    this.places = places;
    this.#steps = STEPS.map((step) => ({
      ...step,
      press: button(step.label, `step-${step.kind}`, () => onStep(step.kind)),
    }));
    places.steps.append(...this.#steps.map((step) => step.press));
  }

  /** `detail`: the server's answer about one handoff, or null. `isBusy`: something is under way. */
  show(detail, me, isBusy) {
    this.places.none.hidden = detail !== null;
    this.places.chosen.hidden = detail === null;
    if (detail === null) return;
    const { handoff, conversation } = detail;
    const { payload } = handoff;
    setText(this.places.title, `${payload.customer.name}: ${reasonWords(handoff.reason)}`);
    setText(this.places.state, stateWords(handoff));
    setAttribute(this.places.state, 'data-state', handoff.state);
    for (const { press, may } of this.#steps) press.disabled = isBusy || !may(detail, me);
    this.#showFacts(handoff, conversation);
    if (this.#wait) setText(this.#wait, waitWords(handoff, Date.now()));
    this.places.draft.hidden = payload.draftReply === '';
    setText(this.places.draftText, payload.draftReply);
  }

  /** Built anew only when the case itself changed, so that a selection of text survives the polls. */
  #showFacts(handoff, conversation) {
    const key = JSON.stringify([handoff.id, handoff.revision, conversation.owner]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#wait = element('span');
    const facts = factsOf(handoff, conversation, this.#wait);
    const pairs = facts.flatMap(([name, value, testId]) => [
      element('dt', {}, name),
      element('dd', { 'data-testid': testId }, value),
    ]);
    this.places.facts.replaceChildren(element('dl', {}, ...pairs));
  }
}

export function isMine({ handoff }, me) {
  return handoff.state === 'claimed' && handoff.claimedBy?.id === me.id;
}

export function isClosed({ handoff }) {
  return handoff.state !== 'open' && handoff.state !== 'claimed';
}

function mayTakeOver(detail) {
  return isClosed(detail) && detail.conversation.owner === 'bot';
}

/** Name, value, test id; what is not known is left out. */
function factsOf(handoff, conversation, wait) {
  const { payload, claimedBy, channel } = handoff;
  const { customer } = payload;
  const email = customer.email === undefined ? '' : ` (${customer.email})`;
  const facts = [
    ['Reason', reasonWords(handoff.reason), 'fact-reason'],
    ['Customer', `${customer.name}${email}`, 'fact-customer'],
    ['Channel', channel, 'fact-channel'],
    ['Claimed by', claimedBy?.name ?? 'Nobody', 'fact-claimed-by'],
    ['Wait', wait, 'fact-wait'],
    ['Intent', payload.intent, 'fact-intent'],
    ['Summary', payload.summary, 'fact-summary'],
    ['Why the bot stopped', payload.lastReasoning, 'fact-why'],
    ['Uncertainty', payload.uncertainty, 'fact-uncertainty'],
    ['Confidence', percent(payload.confidence), 'fact-confidence'],
    ['Suggested next action', payload.suggestedNextAction, 'fact-next'],
    [
      'Actions tried',
      listed(payload.actions.map((one) => `${one.name}: ${one.result}`)),
      'fact-actions',
    ],
    [
      'Account',
      listed(payload.accountFacts.map((one) => `${one.name}: ${one.value}`)),
      'fact-account',
    ],
    ['Evidence', evidence(payload.evidence), 'fact-evidence'],
    ['Who answers now', nowAnswering(conversation), 'fact-owner'],
  ];
  return facts.filter(([, value]) => value !== '' && value !== null);
}

function percent(share) {
  return share === null ? null : `${Math.round(100 * share)} %`;
}

function listed(lines) {
  return lines.length === 0 ? null : lines.join(' · ');
}

function evidence(citations) {
  return citations.length === 0 ? null : citationList(citations);
}

function nowAnswering({ owner }) {
  if (owner === 'agent') return 'An agent';
  return owner === 'waiting' ? 'Nobody yet; the customer waits' : 'The bot';
}
