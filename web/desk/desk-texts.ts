import type { FileLimits } from '../../src/core/domain/file-limits.js';
import { setAttribute, setText } from '../shared/element.js';
import { FileWords } from '../shared/file-words.js';
import type { DeskKey } from './desk-contract.js';

/** The desk's sentences as the server gave them; no sentence stands in the page or in its code. */
export class DeskTexts {
  /** What is said about files, and how many and how long ones are taken. */
  readonly files: FileWords;

  constructor(
    private readonly templates: Readonly<Record<string, string>>,
    limits: FileLimits | null,
  ) {
    this.files = new FileWords((key, fill) => this.say(key, fill), limits);
  }

  say(key: DeskKey, fill: Readonly<Record<string, string | number>> = {}): string {
    // A server older than this page lacks the newest sentences; their names are better than nothing.
    const template = this.templates[key] ?? key;
    return template.replace(/\{(\w+)\}/g, (mark, name: string) => String(fill[name] ?? mark));
  }

  /** Of names that come from the server, such as a reason; null for one the catalogue does not know. */
  find(key: string): string | null {
    return this.templates[key] ?? null;
  }

  /** Fills in a part of the page: `data-text` becomes its words, `data-label` and `data-hint` attributes. */
  fill(root: ParentNode): void {
    for (const node of root.querySelectorAll<HTMLElement>('[data-text]')) {
      setText(node, this.say(node.dataset['text'] as DeskKey));
    }
    for (const node of root.querySelectorAll<HTMLElement>('[data-label]')) {
      setAttribute(node, 'aria-label', this.say(node.dataset['label'] as DeskKey));
    }
    for (const node of root.querySelectorAll<HTMLElement>('[data-hint]')) {
      setAttribute(node, 'title', this.say(node.dataset['hint'] as DeskKey));
    }
  }
}
