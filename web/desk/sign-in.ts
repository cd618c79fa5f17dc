import type { Agent } from '../../src/core/domain/handoff.js';
import { button, byId } from '../shared/element.js';
import { avatar } from './avatar.js';
import { DeskApi, DeskProblem } from './desk-api.js';
import type { Me } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import type { DeskWords } from './desk-words.js';
import { tell } from './status.js';

/** Who the server is away from is asked for nothing; it is tried again this often. */
const AGAIN_MS = 1_500;

/** Nothing of these is about the token. */
const AWAY: ReadonlySet<string> = new Set(['unreachable', 'store.unavailable', 'stopping']);

interface SignedIn {
  readonly token: string;
  readonly me: Me;
}

/** The door: a token typed in or, where the server allows it, a name to press. */
export class SignIn {
  private readonly form = byId('sign-in');
  private readonly box = byId('token') as HTMLInputElement;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly onSignedIn: (who: SignedIn) => void,
  ) {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const token = this.box.value.trim();
      this.box.value = '';
      void this.tryToken(token);
    });
  }

  /** Agents who may be chosen by name; none, unless the server runs on this very machine and says so. */
  offer(agents: readonly Agent[]): void {
    byId('dev-login').hidden = agents.length === 0;
    const buttons = agents.map((agent) => {
      const label = this.texts.say('desk.sign-in.as', { agent: agent.name });
      const press = button(label, `sign-in-as-${agent.id}`, () => void this.chooseAgent(agent.id));
      press.prepend(avatar(agent.name));
      return press;
    });
    byId('dev-agents').replaceChildren(...buttons);
  }

  open(words: string, kind: 'news' | 'problem'): void {
    byId('door').hidden = false;
    tell(words, kind);
    this.box.focus();
  }

  /** The server is away, and the token may be good: it is tried again rather than asked for again. */
  async tryToken(token: string): Promise<void> {
    clearTimeout(this.again);
    try {
      const me = await new DeskApi(token).me();
      byId('door').hidden = true;
      tell('');
      this.onSignedIn({ token, me });
    } catch (problem) {
      const words = this.words.problem(problem);
      const isAway = problem instanceof DeskProblem && AWAY.has(problem.code);
      if (!isAway) return this.open(words, 'problem');
      tell(words, 'problem');
      this.again = setTimeout(() => void this.tryToken(token), AGAIN_MS);
    }
  }

  private async chooseAgent(id: string): Promise<void> {
    try {
      await this.tryToken(await new DeskApi(null).devToken(id));
    } catch (problem) {
      tell(this.words.problem(problem), 'problem');
    }
  }
}
