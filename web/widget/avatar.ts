import { element } from '../shared/element.js';
import { icon } from './icons.js';
import type { Owner } from './wire.js';

/** Tints that initials are told apart by; each has a rule in the stylesheet. */
const TINTS = 6;

export function botAvatar(): HTMLElement {
  return element('span', { class: 'avatar avatar-bot', 'aria-hidden': 'true' }, icon('bot'));
}

/** For somebody who is not there yet. */
function waitingAvatar(): HTMLElement {
  return element('span', { class: 'avatar avatar-waiting', 'aria-hidden': 'true' }, icon('people'));
}

export function personAvatar(name: string): HTMLElement {
  const tint = [...name].reduce((sum, one) => sum + (one.codePointAt(0) ?? 0), 0) % TINTS;
  const attributes = { class: `avatar avatar-person tint-${tint}`, 'aria-hidden': 'true' };
  return element('span', attributes, initialsOf(name));
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : ''];
  return letters
    .map((word) => [...(word ?? '')].at(0) ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** At the beginning, where nothing else is. */
export function botAvatarLarge(): HTMLElement {
  const made = botAvatar();
  made.classList.add('avatar-large');
  return made;
}

/** Who the customer is talking with. */
export function ownerAvatar(owner: Owner, agent: string): HTMLElement {
  switch (owner) {
    case 'bot':
      return botAvatar();
    case 'waiting':
      return waitingAvatar();
    case 'agent':
      return personAvatar(agent);
  }
}
