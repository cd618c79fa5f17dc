import { STEP_KEYS } from './case-head.js';
import type { Mode, StepName } from './desk-contract.js';
import type { Shortcut } from './desk-keys.js';
import { VIEWS, type View } from './desk-queue.js';

/** What the keyboard can ask of a desk. */
interface KeyboardActions {
  move(step: 1 | -1): void;
  view(view: View): void;
  step(kind: StepName): void;
  write(mode: Mode): void;
  useDraft(): void;
  mute(): void;
  leave(): void;
  list(): void;
}

/** All shortcuts of the desk, in the order in which `?` lists them. */
export function shortcutsOf(desk: KeyboardActions): Shortcut[] {
  return [
    { keys: ['j', '↓'], key: 'desk.keys.next', run: () => desk.move(1) },
    { keys: ['k', '↑'], key: 'desk.keys.previous', run: () => desk.move(-1) },
    ...VIEWS.map((view, index): Shortcut => {
      return { keys: [String(index + 1)], key: `desk.view.${view}`, run: () => desk.view(view) };
    }),
    { keys: ['r'], key: 'desk.keys.reply', run: () => desk.write('reply') },
    { keys: ['n'], key: 'desk.keys.note', run: () => desk.write('note') },
    { keys: ['d'], key: 'desk.keys.draft', run: desk.useDraft },
    ...Object.entries(STEP_KEYS).map(([kind, key]): Shortcut => {
      const step = kind as StepName;
      return { keys: [key], key: `desk.keys.${step}`, run: () => desk.step(step) };
    }),
    { keys: ['q'], key: 'desk.keys.queue', run: desk.leave },
    { keys: ['m'], key: 'desk.keys.mute', run: desk.mute },
    { keys: ['?'], key: 'desk.keys.list', run: desk.list },
  ];
}
