import type { EN_LADDER } from '../en-ladder.js';
import type { Translated } from '../translated.js';

export const DE_LADDER: Translated<typeof EN_LADDER> = {
  'ladder.hold': 'Einen Moment bitte, das dauert etwas länger als sonst.',
  'ladder.later':
    'Ich kann gerade nicht antworten. Ihre Nachricht ist nicht verloren: Ich beantworte sie genau hier, sobald ich kann.',
  'brief.budget': 'Das Budget für Antworten von Claude ist aufgebraucht.',
};
