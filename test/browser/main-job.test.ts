import { shoot } from './browser-story.js';
import { tellMainJob, UNANSWERABLE } from './main-job-story.js';

describe('The main job, with the local mind', () => {
  tellMainJob({
    name: 'local',
    intent: UNANSWERABLE.slice(0, 20),
    prepare: async () => ({}),
    tidy: async () => undefined,
    also: (cast) => {
      cast.chapter('thanks are answered without an article', async () => {
        await cast.customer.says('Thanks!');
        await cast.customer.sees('bot', 'welcome');
        await shoot(cast.customer.page, 'local-01b-chat-thanks');
      });
    },
  });
});
