import type { Handoff } from '../../src/core/domain/handoff.js';
import { waitingCustomer } from '../handoff/waiting-customer.js';
import { RunningGateway, tokenOf } from '../support/running-gateway.js';
import { PIXEL, type WebCustomer } from '../support/web-customer.js';

describe('files at the local desk', () => {
  let gateway: RunningGateway;
  let customer: WebCustomer;
  let handoff: Handoff;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ config: { files: { bytesMax: 1_000_000 } } });
    ({ customer, handoff } = await waitingCustomer(gateway));
  });
  afterAll(() => gateway.stop());

  const UNKNOWN = { status: 404, ok: false, error: { code: 'handoff.unknown' } };

  test("a customer's picture is shown to the agent, and nothing of where it is kept", async () => {
    const { file } = await customer.upload('lamp.png', PIXEL);
    await customer.ask('message', { id: 'p', text: 'Like this', files: [{ id: file?.id }] });
    const ana = gateway.agent('ana');
    const line = await ana.sees(handoff.id, 'Like this');
    expect(line.files).toEqual([
      {
        id: file?.id,
        name: 'lamp.png',
        type: 'image/png',
        bytes: PIXEL.length,
        isImage: true,
        url: expect.stringMatching(/^\/files\//),
      },
    ]);
    const again = await ana.get(`handoffs/${handoff.id}/files/${file?.id}`);
    expect(again).toMatchObject({ status: 200, url: expect.stringContaining(file?.id ?? '?') });
    const fetched = await fetch(`${gateway.url}${again.url}`);
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(PIXEL);
  });

  test("an agent's picture reaches the customer in place", async () => {
    const ana = gateway.agent('ana');
    const { file } = await ana.upload(handoff.id, 'label.png', PIXEL);
    await ana.post(`handoffs/${handoff.id}/reply`, { text: 'Here', files: [{ id: file?.id }] });
    expect((await customer.sees('Here')).files).toMatchObject([
      { id: file?.id, name: 'label.png', isImage: true },
    ]);
  });

  test('a file of JSON is a file like any other', async () => {
    const url = `${gateway.url}/api/v1/desk/handoffs/${handoff.id}/files?name=a.json`;
    const headers = {
      authorization: `Bearer ${tokenOf('ana')}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ a: 'x'.repeat(200_000) });
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ ok: true, file: { bytes: body.length } });
  });

  test('whoever has no token, or another desk, uploads nothing and gets no link', async () => {
    const { file } = await gateway.agent('ana').upload(handoff.id, 'a.txt', 'text');
    expect(await gateway.agentWith(null).upload(handoff.id, 'a.txt', 'text')).toMatchObject({
      status: 401,
    });
    const mei = gateway.agent('mei');
    expect(await mei.upload(handoff.id, 'a.txt', 'text')).toMatchObject(UNKNOWN);
    expect(await mei.get(`handoffs/${handoff.id}/files/${file?.id}`)).toMatchObject(UNKNOWN);
  });

  test("another conversation's file is neither sent nor linked", async () => {
    const ana = gateway.agent('ana');
    const other = (await waitingCustomer(gateway)).handoff;
    const { file } = await ana.upload(other.id, 'a.txt', 'text');
    const reply = { text: 'Here', files: [{ id: file?.id }] };
    const unknown = { status: 404, error: { code: 'file.unknown' } };
    expect(await ana.post(`handoffs/${handoff.id}/reply`, reply)).toMatchObject(unknown);
    expect(await ana.get(`handoffs/${handoff.id}/files/${file?.id}`)).toMatchObject(unknown);
  });

  test('what is too large is refused with the limit', async () => {
    const large = 'x'.repeat(1_000_001);
    expect(await gateway.agent('ana').upload(handoff.id, 'a.txt', large)).toMatchObject({
      status: 422,
      error: { code: 'file.refused', details: { problem: 'too-large', bytesMax: 1_000_000 } },
    });
  });
});
