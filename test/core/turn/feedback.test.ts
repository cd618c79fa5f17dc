import { choicesOf } from '../../../src/core/domain/card.js';
import type { Message } from '../../../src/core/domain/message.js';
import type { Arrival } from '../../../src/core/ports/channel.js';
import type { Context, Mind } from '../../../src/core/ports/mind.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import type { TurnSettings } from '../../../src/core/turn/turn.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

describeStores('Whether an answer helped', (kind) => {
  let stores: Stores;
  let bench: TurnBench;
  let shown: Context[];

  function open(more: Partial<TurnSettings> = {}): void {
    const answer: Mind['answer'] = async (context) => {
      shown.push(context);
      return { kind: 'answered', text: 'an answer', citations: [], confidence: 1, why: 'test' };
    };
    bench = turnBench(stores, { answer }, { asksFeedback: true, ...more });
  }

  beforeEach(async () => {
    stores = await kind.open();
    shown = [];
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  async function spoken(): Promise<Message[]> {
    await bench.settled();
    const page = await stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
    return page.filter(({ kind, author }) => kind === 'text' && author.kind !== 'customer');
  }

  async function onAnswer(choiceId: string): Promise<Partial<Arrival>> {
    const answer = (await spoken()).find(({ author }) => author.kind === 'bot');
    return { chosen: { messageId: answer?.id ?? '', choiceId } };
  }

  test('is asked below an answer from knowledge, and below nothing else', async () => {
    open();
    await bench.say('hello');
    await bench.say('where is it?');
    const [greeting, answer] = await spoken();
    expect(choicesOf(greeting?.card).map(({ id }) => id)).toEqual(['suggestion-1']);
    expect(choicesOf(answer?.card)).toEqual([
      { id: 'feedback-helpful', label: 'Helpful' },
      { id: 'feedback-not-helpful', label: 'Not helpful' },
      { id: 'feedback-person', label: 'Talk to a person', after: 'feedback-not-helpful' },
    ]);
  });

  test('is not asked where nobody wants to know', async () => {
    open({ asksFeedback: false });
    await bench.say('where is it?');
    expect((await spoken())[0]?.card).toBeUndefined();
  });

  test('is kept with the turn that answered, without another turn or a word', async () => {
    open();
    await bench.say('where is it?');
    await bench.say('Helpful', 'f', { ...(await onAnswer('feedback-helpful')), isFeedback: true });
    expect((await spoken()).map(({ text }) => text)).toEqual(['an answer']);
    const turns = await stores.archive.turns(bench.conversationId(), 10);
    expect(turns).toMatchObject([
      { outcome: 'answered', feedback: { isHelpful: true, by: 'visit-1', seq: 3 } },
    ]);
  });

  test('is nothing the model hears of: neither the question nor what was pressed', async () => {
    open();
    await bench.say('where is it?');
    await bench.say('Helpful', 'f', { ...(await onAnswer('feedback-helpful')), isFeedback: true });
    await bench.settled();
    await bench.say('and when?');
    const [, second] = shown;
    expect(second?.window.map(({ text }) => text)).toEqual(['where is it?', 'an answer']);
    expect(second?.lines.map(({ text }) => text)).toEqual(['and when?']);
  });

  test('leaves a change of the question to be answered anew', async () => {
    open();
    await bench.say('where is it?', 'q');
    await bench.say('Helpful', 'f', { ...(await onAnswer('feedback-helpful')), isFeedback: true });
    await bench.settled();
    await bench.say('and when?', 'e', { revises: { kind: 'edit', wireId: 'q' } });
    expect(shown.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
      ['where is it?'],
      ['and when?'],
    ]);
  });

  test('pressed while the next question is at work, it spoils nothing', async () => {
    open();
    await bench.say('where is it?');
    const feedback = { ...(await onAnswer('feedback-not-helpful')), isFeedback: true };
    await bench.record('and when?', 'q');
    await bench.say('Not helpful', 'f', feedback);
    expect((await spoken()).map(({ text }) => text)).toEqual(['an answer', 'an answer']);
    const turns = await stores.archive.turns(bench.conversationId(), 10);
    expect(turns.map(({ messageSeqs, feedback }) => [messageSeqs, feedback?.isHelpful])).toEqual([
      [[3], undefined],
      [[1], false],
    ]);
  });

  test('whoever was not helped gets a person by a button, whatever it is called', async () => {
    open({ wording: { language: 'en', overrides: { 'feedback.person': 'Zum Team' } } });
    await bench.say('where is it?');
    await bench.say('Zum Team', 'p', await onAnswer('feedback-person'));
    expect((await spoken()).at(-1)?.text).toBe(
      'I am passing this to a colleague who will answer you right here.',
    );
    const conversation = await stores.conversations.load(bench.conversationId());
    expect(conversation?.owner).toBe('waiting');
    expect(conversation?.handoff).toMatchObject({
      reason: 'user_request',
      payload: { lastReasoning: 'An answer did not help, and the customer asked for a person.' },
    });
  });
});
