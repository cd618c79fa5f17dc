import { element } from './element.js';
import type { FileWords } from './file-words.js';

/** The way to files for those who neither drop nor paste: a button, and the browser's own dialog behind it. */
export function attachButton(
  words: FileWords,
  look: Node,
  take: (files: readonly File[]) => void,
): HTMLElement {
  const input = element('input', {
    type: 'file',
    multiple: true,
    accept: words.limits?.accepts.join(','),
    'data-testid': 'attach-input',
    // The button opens it, and has the name.
    hidden: true,
  });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // Else the same file, removed and picked again, would be no change.
    input.value = '';
    if (files.length > 0) take(files);
  });
  const label = words.say('files.attach');
  const attributes = { type: 'button', class: 'attach', 'data-testid': 'attach' };
  const press = element('button', { ...attributes, 'aria-label': label, title: label }, look);
  press.addEventListener('click', () => input.click());
  return element('span', { class: 'attaching' }, press, input);
}
