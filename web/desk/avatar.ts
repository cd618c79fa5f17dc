import { element } from '../shared/element.js';
import { hueOf, initials } from './desk-words.js';

/** A person as two letters on a colour of their own. The name stands beside it, so readers pass over this. */
export function avatar(name: string, kind = 'person'): HTMLElement {
  const letters = kind === 'bot' ? '✦' : initials({ name });
  const attributes = { class: `avatar ${kind}`, 'data-hue': hueOf(name), 'aria-hidden': 'true' };
  return element('span', attributes, letters);
}
