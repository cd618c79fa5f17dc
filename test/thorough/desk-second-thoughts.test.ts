import { waitingCustomer } from '../handoff/waiting-customer.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';

const NOT_YOURS = {
  status: 409,
  error: { code: 'message.not-yours', message: 'Only replies of your own can be changed.' },
};

describeStores('second thoughts while a person is there', (stores) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ stores });
  });
  afterAll(() => gateway.stop());

  /** A customer whom Ana has answered once. */
  async function answered() {
    const { customer, handoff } = await waitingCustomer(gateway);
    const ana = gateway.agent('ana');
    const { seq = 0 } = await ana.reply(handoff.id, 'It comes on Friday.');
    const reply = await customer.sees('It comes on Friday.');
    return { customer, ana, ben: gateway.agent('ben'), id: handoff.id, seq, reply };
  }

  describe("of the customer's", () => {
    test('reach the agent in the thread: new words, and which ones they replace', async () => {
      const { customer, ana, id } = await answered();
      const { seq: first } = await customer.say('It is order 12', 'o');
      await ana.sees(id, 'It is order 12');
      const { seq: second } = await customer.edit('o', 'It is order 21');
      await eventually(async () => {
        const lines = await ana.thread(id);
        expect(lines.find(({ seq }) => seq === first)).toMatchObject({
          kind: 'text',
          text: 'It is order 21',
          edited: true,
          truth: null,
        });
        expect(lines.find(({ seq }) => seq === second)).toMatchObject({
          kind: 'edit',
          text: 'It is order 21',
          revises: first,
          truth: null,
        });
      });
      expect(customer.textsBy('bot')).toEqual([]);
    });

    test('taken back are gone from the thread and from the card, wherever they stood', async () => {
      const customer = await gateway.customer();
      const ana = gateway.agent('ana');
      await customer.say('I want to talk to a person about card 4111', 'o');
      await customer.seesOwner('waiting');
      const { id } = await ana.handoffOf(customer.conversationId);
      expect(JSON.stringify(await ana.card(id))).toContain('4111');
      const { seq } = await customer.takeBack('o');
      await eventually(async () => {
        const shown = await ana.show(id);
        expect(shown.messages?.find((line) => line.seq === seq)).toMatchObject({
          kind: 'delete',
          revises: 1,
        });
        expect(shown.messages?.[0]).toMatchObject({ text: '', deleted: true });
        expect(JSON.stringify(shown)).not.toContain('4111');
      });
    });

    test('changed are on the card in their new words', async () => {
      const customer = await gateway.customer();
      const ana = gateway.agent('ana');
      await customer.say('I want to talk to a person about order 12', 'o');
      await customer.seesOwner('waiting');
      const { id } = await ana.handoffOf(customer.conversationId);
      await customer.edit('o', 'I want to talk to a person about order 21');
      await eventually(async () => {
        const { handoff, card } = await ana.show(id);
        expect(handoff?.payload.messages.map(({ text }) => text)).toEqual([
          'I want to talk to a person about order 21',
        ]);
        expect(JSON.stringify(card)).toContain('order 21');
        expect(JSON.stringify(card)).not.toContain('order 12');
      });
    });

    test('had before anybody answered are what an agent who steps in reads', async () => {
      const slow = await RunningGateway.start({ stores, config: { turns: { collectMs: 5_000 } } });
      try {
        const customer = await slow.customer();
        await customer.say('Where is order 12?', 'a');
        await customer.edit('a', 'Where is order 21?');
        await customer.say('My card is 4111', 'b');
        await customer.takeBack('b');
        const { handoff } = await slow.agent('ana').takeOver(customer.conversationId);
        expect(handoff?.payload.intent).toBe('Where is order 21?');
        expect(JSON.stringify(handoff)).not.toMatch(/4111|order 12/);
      } finally {
        await slow.stop();
      }
    });
  });

  describe("of the agent's", () => {
    test('reach the customer: new words in place of the old, with a truth of their own', async () => {
      const { customer, ana, id, seq, reply } = await answered();
      const edited = await ana.edit(id, seq, 'It comes on Monday.');
      expect(edited).toMatchObject({ status: 200, ok: true, seq: expect.any(Number) });
      expect(await customer.seesEvent('edit')).toEqual({
        seq: edited.seq,
        target: reply.id,
        author: { kind: 'agent', name: 'Ana' },
        text: 'It comes on Monday.',
        at: expect.any(String),
      });
      customer.received(edited.seq ?? 0);
      await eventually(async () => {
        const lines = await ana.thread(id);
        expect(lines.find((line) => line.seq === seq)).toMatchObject({
          text: 'It comes on Monday.',
          edited: true,
        });
        expect(lines.find((line) => line.seq === edited.seq)).toMatchObject({
          kind: 'edit',
          revises: seq,
          truth: { state: 'delivered' },
        });
      });
      const back = await gateway.customer({ token: customer.token, after: 0 });
      expect(await back.sees('It comes on Monday.')).toMatchObject({ id: reply.id, edited: true });
      expect(back.texts).not.toContain('It comes on Friday.');
    });

    test('take a reply back from the customer, who never finds it again', async () => {
      const { customer, ana, id, seq, reply } = await answered();
      const { seq: gone } = await ana.takeBack(id, seq);
      expect(await customer.seesEvent('delete')).toEqual({
        seq: gone,
        target: reply.id,
        author: { kind: 'agent', name: 'Ana' },
        at: expect.any(String),
      });
      await eventually(async () =>
        expect((await ana.thread(id)).find((line) => line.seq === seq)).toMatchObject({
          text: '',
          deleted: true,
        }),
      );
      const back = await gateway.customer({ token: customer.token, after: 0 });
      await back.seesEvent('delete');
      const history = await back.history(1_000);
      for (const eyes of [back.seen, history]) {
        expect(JSON.stringify(eyes)).not.toContain('Friday');
      }
    });

    test('to take back what is taken back already are no error, and change nothing', async () => {
      const { customer, ana, id, seq } = await answered();
      const first = await ana.takeBack(id, seq);
      expect(await ana.takeBack(id, seq)).toEqual(first);
      await ana.reply(id, 'It comes on Monday.');
      await customer.sees('It comes on Monday.');
      expect(customer.of('delete')).toHaveLength(1);
    });

    test('sent again under the same id are taken once', async () => {
      const { customer, ana, id, seq } = await answered();
      const body = { id: 'e1', text: 'It comes on Monday.' };
      const first = await ana.post(`handoffs/${id}/messages/${seq}/edit`, body);
      const again = await ana.post(`handoffs/${id}/messages/${seq}/edit`, body);
      expect(again).toEqual(first);
      const gone = await ana.post(`handoffs/${id}/messages/${seq}/delete`, { id: 'd1' });
      expect(await ana.post(`handoffs/${id}/messages/${seq}/delete`, { id: 'd1' })).toEqual(gone);
      await customer.seesEvent('delete');
      expect(customer.of('edit')).toHaveLength(1);
      expect(customer.of('delete')).toHaveLength(1);
    });
  });

  describe('are refused', () => {
    test.each([
      ["a colleague's reply", 'agent'],
      ["the customer's words", 'customer'],
      ['a notice of ours', 'system'],
    ])('about %s', async (_whose, kind) => {
      const { ana, ben, id } = await answered();
      const line = (await ana.thread(id)).find(
        ({ kind: of, author }) => of === 'text' && author.kind === kind,
      );
      await ana.release(id);
      await ben.claim(id);
      const seq = line?.seq ?? 0;
      expect(seq).toBeGreaterThan(0);
      expect(await ben.edit(id, seq, 'Never.')).toMatchObject(NOT_YOURS);
      expect(await ben.takeBack(id, seq)).toMatchObject(NOT_YOURS);
    });

    test('about a note, an edit, a change of owner, and what was taken back already', async () => {
      const { ana, id, seq } = await answered();
      const { seq: note = 0 } = await ana.note(id, 'Between us.');
      const { seq: edit = 0 } = await ana.edit(id, seq, 'It comes on Monday.');
      const { seq: gone = 0 } = await ana.reply(id, 'Oops');
      await ana.takeBack(id, gone);
      const owner = (await ana.thread(id)).find(({ kind }) => kind === 'owner')?.seq ?? 0;
      for (const other of [note, edit, owner]) {
        expect(await ana.edit(id, other, 'Never.')).toMatchObject(NOT_YOURS);
      }
      expect(await ana.edit(id, gone, 'Never.')).toMatchObject(NOT_YOURS);
    });

    test('after the case is closed, released, or in other hands', async () => {
      const { customer, ana, ben, id, seq } = await answered();
      await ana.release(id);
      const unclaimed = { status: 409, error: { code: 'handoff.not-claimed' } };
      expect(await ana.edit(id, seq, 'Never.')).toMatchObject(unclaimed);
      expect(await ana.takeBack(id, seq)).toMatchObject(unclaimed);
      await ben.claim(id);
      const taken = {
        status: 409,
        error: { code: 'handoff.taken', message: 'Ben already has this one.' },
      };
      expect(await ana.edit(id, seq, 'Never.')).toMatchObject(taken);
      await ben.resolve(id);
      expect(await ana.edit(id, seq, 'Never.')).toMatchObject({
        status: 409,
        error: { code: 'handoff.closed' },
      });
      await customer.sees(/marked this as solved/);
      expect(customer.of('edit')).toEqual([]);
    });

    test.each(['0', '-1', '1.5', 'x', '1e3000', '999', '__proto__'])(
      'about the message number %s, which there is not',
      async (number) => {
        const { ana, id } = await answered();
        for (const deed of ['edit', 'delete', 'retry']) {
          const body = deed === 'edit' ? { text: 'x' } : undefined;
          expect(await ana.post(`handoffs/${id}/messages/${number}/${deed}`, body)).toMatchObject({
            status: 404,
            error: { code: 'not-found' },
          });
        }
      },
    );

    test('to the desk of another tenant', async () => {
      const { customer, id, seq } = await answered();
      const mei = gateway.agent('mei');
      const unknown = { status: 404, error: { code: 'handoff.unknown' } };
      expect(await mei.edit(id, seq, 'Never.')).toMatchObject(unknown);
      expect(await mei.takeBack(id, seq)).toMatchObject(unknown);
      expect(await mei.retry(id, seq)).toMatchObject(unknown);
      expect(await mei.types(id, true)).toMatchObject(unknown);
      expect(customer.of('typing').filter(({ author }) => author?.kind === 'agent')).toEqual([]);
    });

    test.each<[string, object]>([
      ['no words', { text: '' }],
      ['blanks', { text: ' \n ' }],
      ['files instead of words', { text: '', files: [{ name: 'x.pdf' }] }],
      ['too many words', { text: 'x'.repeat(8_001) }],
      ['a list', { text: ['x'] }],
      ['nothing', {}],
    ])('as an edit or a note with %s', async (_what, body) => {
      const { customer, ana, id, seq } = await answered();
      const invalid = { status: 400, error: { code: 'request.invalid' } };
      expect(await ana.post(`handoffs/${id}/messages/${seq}/edit`, body)).toMatchObject(invalid);
      expect(await ana.post(`handoffs/${id}/note`, body)).toMatchObject(invalid);
      expect(customer.of('edit')).toEqual([]);
    });
  });
});
