import { byId, element } from '../shared/element.js';
import type { DeskKey } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';

/** One thing the keyboard does. `keys` are shown as they are named here. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly key: DeskKey;
  readonly run: () => void;
}

/** Keys that work inside a field as well, so they are only listed. */
const IN_FIELDS: readonly { keys: readonly string[]; key: DeskKey }[] = [
  { keys: ['Ctrl', 'Enter'], key: 'desk.keys.send' },
  { keys: ['Esc'], key: 'desk.keys.leave' },
];

/** Shortcuts of single letters. They never fire while somebody types, holds Ctrl, Alt or Meta, or reads a dialog. */
export class DeskKeys {
  private readonly dialog = byId('keys') as HTMLDialogElement;
  private readonly byKey: ReadonlyMap<string, () => void>;

  constructor(shortcuts: readonly Shortcut[], texts: DeskTexts, signal: AbortSignal) {
    this.byKey = new Map(
      shortcuts.flatMap(({ keys, run }) => keys.map((key) => [nameOf(key), run] as const)),
    );
    const listed = [...shortcuts, ...IN_FIELDS].map(({ keys, key }) =>
      element(
        'div',
        {},
        element('dt', {}, ...keys.map((one) => element('kbd', {}, one))),
        element('dd', {}, texts.say(key)),
      ),
    );
    byId('key-list').replaceChildren(...listed);
    byId('keys-close').addEventListener('click', () => this.dialog.close());
    byId('show-keys').addEventListener('click', () => this.list());
    document.addEventListener('keydown', (event) => this.pressed(event), { signal });
  }

  list(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (isField(event.target)) {
      if (event.key === 'Escape') byId('case').focus();
      return;
    }
    // Arrows belong to what scrolls, unless the focus is in the queue.
    const isArrow = event.key.startsWith('Arrow');
    if (isArrow && !byId('queue').contains(document.activeElement)) return;
    const run = this.byKey.get(event.key);
    if (run === undefined) return;
    event.preventDefault();
    run();
  }
}

function nameOf(key: string): string {
  if (key === '↓') return 'ArrowDown';
  return key === '↑' ? 'ArrowUp' : key;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
