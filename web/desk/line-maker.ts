import { answersOf } from '../../src/core/domain/card.js';
import type { Agent } from '../../src/core/domain/handoff.js';
import { button, element } from '../shared/element.js';
import { type FileListSetting, fileList, type ShownFile } from '../shared/file-list.js';
import { citationList, hostsFor } from '../shared/links.js';
import { renderMarkdown } from '../shared/markdown.js';
import { timeOf } from '../shared/time.js';
import { avatar } from './avatar.js';
import type { DeskKey, ThreadLine } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import type { DeskWords } from './desk-words.js';
import { lineActions } from './line-editor.js';

export interface LineActions {
  /** Resolve with whether it is on record. */
  edit(line: ThreadLine, text: string): Promise<boolean>;
  takeBack(line: ThreadLine): Promise<boolean>;
  retry(line: ThreadLine): Promise<boolean>;
  goTo(seq: number): void;
}

/** How a line stands in the thread: whether its agent may still change it, and whether it may be sent again. */
export interface LineStanding {
  readonly mayRevise: boolean;
  readonly mayRetry: boolean;
}

/** Whose words need more than a name: the bot's are no person's, a note's are not the customer's to see. */
const KINDS: Readonly<Record<string, DeskKey>> = { bot: 'desk.kind.bot', note: 'desk.note.mark' };

/** Lines of the thread as nodes: who said it, what, and what became of it. */
export class LineMaker {
  constructor(
    private readonly me: Agent,
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly actions: LineActions,
    private readonly files: FileListSetting,
  ) {}

  isOwn({ kind, author }: ThreadLine): boolean {
    return kind === 'text' && author.kind === 'agent' && author.id === this.me.id;
  }

  make(line: ThreadLine, standing: LineStanding): HTMLLIElement {
    switch (line.kind) {
      case 'owner':
        return this.event(line, line.change ? this.words.owner(line.change) : '');
      case 'edit':
        return this.revision(line, 'desk.line.edit');
      case 'delete':
        return this.revision(line, 'desk.line.delete');
      case 'text':
      case 'note':
        return line.author.kind === 'system' ? this.notice(line) : this.said(line, standing);
    }
  }

  private event(line: ThreadLine, ...words: (Node | string)[]): HTMLLIElement {
    const attributes = {
      class: `event ${line.kind}`,
      'data-testid': `line-${line.kind}`,
      'data-seq': line.seq,
    };
    return element('li', attributes, element('span', {}, ...words, ' ', timeOf(line.at)));
  }

  /** Where an edit or a deletion happened, with a way to the text it is about. */
  private revision(line: ThreadLine, key: 'desk.line.edit' | 'desk.line.delete'): HTMLLIElement {
    const target = line.revises;
    const words = this.texts.say(key, { name: line.author.name });
    const made =
      target === undefined || target === null
        ? this.event(line, words)
        : this.event(
            line,
            button(words, 'go-to', () => this.actions.goTo(target)),
          );
    const truth = this.truth(line);
    if (truth) made.append(truth);
    return made;
  }

  private notice(line: ThreadLine): HTMLLIElement {
    const attributes = { class: 'notice', 'data-testid': 'line-system', 'data-seq': line.seq };
    const words = element('span', { class: 'words', 'data-testid': 'line-words' }, line.text);
    return element(
      'li',
      attributes,
      element(
        'p',
        {},
        element('span', { 'data-testid': 'line-author', class: 'unseen' }, line.author.name),
        ' ',
        words,
        ' ',
        timeOf(line.at),
      ),
      this.offered(line),
      this.truth(line),
    );
  }

  private said(line: ThreadLine, standing: LineStanding): HTMLLIElement {
    const who = line.kind === 'note' ? 'note' : line.author.kind;
    const attributes = {
      class: `message ${who}`,
      'data-testid': `line-${who}`,
      'data-seq': line.seq,
      tabindex: -1,
    };
    const bubble = element('div', { class: 'bubble' }, ...this.contents(line));
    const made = element(
      'li',
      attributes,
      avatar(line.author.name, line.author.kind),
      element('div', { class: 'body' }, this.head(line, who), bubble, this.meta(line, standing)),
    );
    if (standing.mayRevise && !line.deleted) {
      bubble.after(lineActions(line, made, this.texts, this.actions));
    }
    return made;
  }

  private head(line: ThreadLine, who: string): HTMLElement {
    const kind = KINDS[who];
    const attributes = { class: 'kind', 'data-testid': `${who}-mark` };
    const mark = kind !== undefined && element('span', attributes, this.texts.say(kind));
    const name = element('strong', { 'data-testid': 'line-author' }, line.author.name);
    return element('p', { class: 'head' }, name, ' ', mark, ' ', timeOf(line.at));
  }

  private contents(line: ThreadLine): (Node | null)[] {
    if (line.deleted) {
      return [
        element(
          'p',
          { class: 'gone', 'data-testid': 'line-gone' },
          this.texts.say('desk.line.gone'),
        ),
      ];
    }
    return [
      this.spoken(line),
      this.sentFiles(line),
      citationList(line.citations ?? [], this.texts.say('desk.sources')),
      this.offered(line),
    ];
  }

  /** Customers write plain text. What bot and agents say is Markdown, because the customer gets it as such. */
  private spoken({ text, author, choice, citations }: ThreadLine): HTMLElement | null {
    const attributes = { 'data-testid': 'line-words' };
    if (choice !== undefined) {
      const pressed = element('span', { class: 'pressed' }, choice);
      const label = this.texts.say('desk.line.pressed');
      return element(
        'p',
        { ...attributes, class: 'words' },
        element('span', { class: 'quiet' }, label),
        ' ',
        pressed,
      );
    }
    if (text === '') return null;
    if (author.kind === 'customer') {
      return element('p', { ...attributes, class: 'words' }, text);
    }
    const hosts = hostsFor([], citations);
    return element('div', { ...attributes, class: 'markdown' }, renderMarkdown(text, hosts));
  }

  private sentFiles({ files, author }: ThreadLine): HTMLElement | null {
    if (!files || files.length === 0) return null;
    const missing = ({ name: file, problem }: ShownFile) => {
      if (problem !== undefined) {
        const why = this.files.words.why(problem);
        return this.texts.say('desk.files.refused', { file, name: author.name, why });
      }
      const key = author.kind === 'customer' ? 'desk.files.not-received' : 'desk.files.not-sent';
      return this.texts.say(key, { files: file });
    };
    return fileList(files, this.files, missing);
  }

  /** Answers that were offered; here they can only be read. */
  private offered({ card }: ThreadLine): HTMLElement | null {
    const choices = answersOf(card);
    if (choices.length === 0) return null;
    const items = choices.map(({ label }) => element('li', {}, label));
    const label = this.texts.say('desk.line.offered');
    return element('ul', { class: 'offered', 'aria-label': label }, ...items);
  }

  private meta(line: ThreadLine, { mayRetry }: LineStanding): HTMLElement {
    const edited = line.edited && !line.deleted && this.texts.say('desk.line.edited');
    return element(
      'p',
      { class: 'meta' },
      edited && element('span', { class: 'edited', 'data-testid': 'line-edited' }, edited),
      this.truth(line),
      line.truth?.state === 'failed' && !line.retried && mayRetry && this.retry(line),
    );
  }

  private retry(line: ThreadLine): HTMLElement {
    const press = button(this.texts.say('desk.retry'), 'retry', () => {
      press.disabled = true;
      void this.actions.retry(line).then((isDone) => {
        press.disabled = isDone;
      });
    });
    press.classList.add('retry');
    return press;
  }

  private truth({ truth }: ThreadLine): HTMLElement | null {
    if (!truth) return null;
    const attributes = { class: 'truth', 'data-testid': 'truth', 'data-truth': truth.state };
    return element('span', attributes, this.words.truth(truth));
  }
}
