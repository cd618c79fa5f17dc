import type { Agent } from '../../src/core/domain/handoff.js';
import { byId } from '../shared/element.js';
import { DeskApi } from './desk-api.js';
import type { Me, Welcome } from './desk-contract.js';
import { DeskSession, handoffInAddress } from './desk-session.js';
import { DeskTexts } from './desk-texts.js';
import { DeskWords } from './desk-words.js';
import { ofTab } from './kept.js';
import { SignIn } from './sign-in.js';
import { tell } from './status.js';
import { adoptStyles } from './styles.js';

const AGAIN_MS = 1_500;

/** Said while the catalogue is not here; all other sentences come with it. */
const UNREACHABLE = 'The server cannot be reached. Trying again…';

const keptToken = ofTab('token');

/** The page: lets an agent in, sets the table for them, and clears it when they go. */
class DeskPage {
  private readonly signIn: SignIn;
  private session: DeskSession | null = null;

  constructor(
    private readonly texts: DeskTexts,
    /** Of the door, where it is not known yet who comes in. */
    private readonly language: string,
  ) {
    this.signIn = new SignIn(texts, new DeskWords(texts), ({ token, me }) => this.enter(token, me));
    addEventListener('hashchange', () => {
      const token = tokenInAddress();
      if (token !== null) void this.signIn.tryToken(token);
    });
  }

  begin(devLogin: readonly Agent[]): void {
    this.signIn.offer(devLogin);
    const token = tokenInAddress() ?? keptToken.get();
    if (token === null) this.signIn.open('', 'news');
    else void this.signIn.tryToken(token);
  }

  private enter(token: string, me: Me): void {
    keptToken.set(token);
    this.session?.end(false);
    // A fresh copy for each agent: nothing of the one before them is left in it.
    const table = byId('desk-template') as HTMLTemplateElement;
    byId('place').replaceChildren(table.content.cloneNode(true));
    const texts = new DeskTexts(me.texts, this.texts.files.limits);
    texts.fill(byId('place'));
    document.documentElement.lang = me.language;
    this.session = new DeskSession(new DeskApi(token), me.agent, texts, () =>
      this.leave(texts.say('desk.refused'), false),
    );
    byId('sign-out').addEventListener('click', () =>
      this.leave(texts.say('desk.signed-out'), true),
    );
    this.session.begin(handoffInAddress());
  }

  private leave(words: string, isByAgent: boolean): void {
    this.session?.end(isByAgent);
    this.session = null;
    keptToken.set(null);
    byId('place').replaceChildren();
    document.documentElement.lang = this.language;
    this.signIn.open(words, isByAgent ? 'news' : 'problem');
  }
}

/** A token in the address is taken out of it at once: addresses are copied, kept and shown. */
function tokenInAddress(): string | null {
  const fields = new URLSearchParams(location.hash.slice(1));
  const token = fields.get('token');
  if (token === null) return null;
  fields.delete('token');
  const rest = fields.size === 0 ? '' : `#${fields}`;
  history.replaceState(null, '', location.pathname + location.search + rest);
  return token;
}

async function welcome(): Promise<Welcome> {
  for (;;) {
    try {
      const given = await new DeskApi(null).welcome();
      tell('');
      return given;
    } catch {
      tell(UNREACHABLE, 'problem');
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

async function begin(): Promise<void> {
  adoptStyles();
  const { devLogin, language, texts: templates, files = null } = await welcome();
  const texts = new DeskTexts(templates, files);
  texts.fill(document);
  document.documentElement.lang = language;
  new DeskPage(texts, language).begin(devLogin);
}

void begin();
