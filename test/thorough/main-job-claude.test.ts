import { shoot } from '../browser/browser-story.js';
import { ChatPage } from '../browser/chat-page.js';
import { type Cast, QUESTION, tellMainJob } from '../browser/main-job-story.js';
import { BY_DEFAULT, handsOff, says } from '../support/model/model-script.js';
import { ModelServer } from '../support/model/model-server.js';

let model: ModelServer;

/** What Claude would make of the questions of the story; everything else is answered from the first article. */
async function prepare(): Promise<Readonly<Record<string, string>>> {
  model = await ModelServer.start();
  model.byDefault((request) => {
    const isAnswer = request.purpose === 'answer';
    const last = request.text.slice(request.text.lastIndexOf('<new_lines'));
    if (isAnswer && /engrave a poem/.test(last)) {
      return handsOff({
        intent: 'Wants a poem engraved on a copper kettle before Friday.',
        uncertainty: 'Whether engraving is offered at all.',
        summary: 'Asked about refunds before; that was answered.',
      });
    }
    if (isAnswer && /refunds/.test(last)) return fromArticle(request, '5-7 business days');
    if (isAnswer && /warranty/.test(last)) return fromArticle(request, '2 years');
    return BY_DEFAULT(request);
  });
  return {
    ANTHROPIC_API_KEY: 'sk-ant-a-key-that-only-the-tests-know',
    ANTHROPIC_BASE_URL: model.url,
  };
}

/** Long enough that an answer can be held in mid-air behind a whole routing. */
const CLOSING =
  'If there is anything else I can look up for you in the meantime, about this order or about anything we sell, just ask, and I will do so right away.';
const HELD_AFTER = 12;

type Request = Parameters<typeof BY_DEFAULT>[0];

function fromArticle({ searchResults }: Request, words: string) {
  const at = searchResults.findIndex((one) => one.content[0]?.text.includes(words));
  return says(`It is **${words}**, says our help page. ${CLOSING}`, {
    cites: [{ result: Math.max(0, at) }],
  });
}

/** Another customer asks, so that the story goes on undisturbed. */
function streaming(cast: Cast): void {
  const { chapter } = cast;
  let reader: ChatPage;

  chapter('an answer is seen growing, and then stands as one message', async () => {
    const { story } = cast;
    reader = await ChatPage.open(await story.person(), story.gateway.url);
    model.gapMs = 40;
    model.hold(HELD_AFTER);
    await reader.says(QUESTION);
    const draft = reader.page.getByTestId('draft-words');
    await draft.filter({ hasText: 'It is' }).waitFor();
    await shoot(reader.page, 'claude-01b-chat-streaming');
    model.letGo();
    const answer = await reader.sees('bot', 'It is 5-7 business days, says our help page.');
    await draft.waitFor({ state: 'detached' });
    expect(await answer.locator('strong').textContent()).toBe('5-7 business days');
    expect(await answer.getByTestId('citation').count()).toBe(1);
    model.gapMs = 0;
  });

  chapter(
    'a claim in mid-stream takes the growing text back, and only the person speaks',
    async () => {
      const { ana, story } = cast;
      model.gapMs = 40;
      model.hold(HELD_AFTER);
      await reader.says('And how long is the warranty?');
      const draft = reader.page.getByTestId('draft-words');
      await draft.filter({ hasText: 'It is' }).waitFor();
      const { conversationId } = JSON.parse(
        (await reader.page.evaluate<string>("localStorage.getItem('frontdesk.visit.demo-web')")) ??
          '',
      );
      const token = await story.gateway.agentToken('ben');
      const headers = { authorization: `Bearer ${token}` };
      const desk = `${story.gateway.url}/api/v1/desk`;
      const claimed = await fetch(`${desk}/conversations/${conversationId}/claim`, {
        method: 'POST',
        headers,
      });
      expect(claimed.status).toBe(200);
      await reader.seesOwnerChange('Ben Okafor joined');
      await draft.waitFor({ state: 'detached' });
      model.letGo();
      model.gapMs = 0;
      await fetch(`${desk}/handoffs/${conversationId}-1/reply`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'Two years, as for everything we sell.' }),
      });
      await reader.sees('agent', 'Two years, as for everything we sell.');
      expect((await reader.words()).join('\n')).not.toContain('It is 2 years');
      await ana.hasTitle('Desk');
      await reader.page.context().close();
    },
  );
}

describe('The main job, with Claude', () => {
  tellMainJob({
    name: 'claude',
    intent: 'Wants a poem engraved',
    prepare,
    tidy: async () => model?.stop(),
    also: streaming,
  });
});
