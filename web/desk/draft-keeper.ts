import { newId } from '../shared/element.js';
import type { Uploaded } from '../shared/upload.js';
import type { Mode, Words } from './desk-contract.js';
import { type Kept, ofTab } from './kept.js';

/** What was begun and not sent. `failed` is the last try that may or may not have reached the server. */
interface Draft {
  readonly text: string;
  readonly files: readonly Uploaded[];
  readonly failed?: Words;
}

const NOTHING: Draft = { text: '', files: [] };

/** Cases with something begun that one tab remembers; the oldest goes first. */
const DRAFTS_MAX = 50;

/**
 * What was begun for one customer stays with that customer's handoff, replies and notes apart, so that a note can
 * never slip into a reply. Survives a reload of the tab.
 */
export class DraftKeeper {
  private readonly drafts: Map<string, Draft>;
  private readonly kept: Kept;

  constructor(agentId: string) {
    this.kept = ofTab(`drafts.${agentId}`);
    this.drafts = new Map(parsed(this.kept.get()));
  }

  of(handoffId: string, mode: Mode): Draft {
    return this.drafts.get(`${mode} ${handoffId}`) ?? NOTHING;
  }

  keep(handoffId: string, mode: Mode, text: string): void {
    this.put(handoffId, mode, { ...this.of(handoffId, mode), text });
  }

  /** What is uploaded for the next reply. */
  keepFiles(handoffId: string, files: readonly Uploaded[]): void {
    this.put(handoffId, 'reply', { ...this.of(handoffId, 'reply'), files });
  }

  /** The same words to the same place after a failure are the same submission, under its first id. */
  submission(handoffId: string, mode: Mode): Words {
    const { text, files, failed } = this.of(handoffId, mode);
    const named = files.map((file) => ({ id: file.id }));
    const isAgain = failed?.text === text.trim() && sameFiles(failed, files);
    const id = isAgain ? failed.id : newId();
    return { id, text: text.trim(), ...(named.length > 0 && { files: named }) };
  }

  failed(handoffId: string, mode: Mode, words: Words): void {
    this.put(handoffId, mode, { ...this.of(handoffId, mode), failed: words });
  }

  /** On record. What was typed or uploaded meanwhile stays. */
  sent(handoffId: string, mode: Mode, words: Words): void {
    const { text, files } = this.of(handoffId, mode);
    const isSame = text.trim() === words.text;
    const sent = new Set(words.files?.map((file) => file.id));
    const rest = files.filter((file) => !sent.has(file.id));
    this.put(handoffId, mode, { text: isSame ? '' : text, files: rest });
  }

  forget(): void {
    this.drafts.clear();
    this.kept.set(null);
  }

  private put(handoffId: string, mode: Mode, draft: Draft): void {
    const key = `${mode} ${handoffId}`;
    this.drafts.delete(key);
    const isEmpty = draft.text === '' && draft.files.length === 0 && !draft.failed;
    if (!isEmpty) this.drafts.set(key, draft);
    const [oldest] = this.drafts.keys();
    if (this.drafts.size > DRAFTS_MAX && oldest !== undefined) this.drafts.delete(oldest);
    this.kept.set(JSON.stringify([...this.drafts]));
  }
}

function sameFiles(failed: Words, files: readonly Uploaded[]): boolean {
  const before = (failed.files ?? []).map(({ id }) => id);
  return before.join('\n') === files.map(({ id }) => id).join('\n');
}

function parsed(text: string | null): [string, Draft][] {
  try {
    return text === null ? [] : JSON.parse(text);
  } catch {
    return [];
  }
}
