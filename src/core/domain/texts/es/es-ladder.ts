import type { EN_LADDER } from '../en-ladder.js';
import type { Translated } from '../translated.js';

export const ES_LADDER: Translated<typeof EN_LADDER> = {
  'ladder.hold': 'Un momento, por favor; esto tarda un poco más de lo habitual.',
  'ladder.later':
    'Ahora mismo no puedo responder. Su mensaje no se ha perdido: le responderé aquí mismo en cuanto pueda.',
  'brief.budget': 'El presupuesto para respuestas de Claude se ha agotado.',
};
