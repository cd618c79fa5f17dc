import type { EN_LADDER } from '../en-ladder.js';
import type { Translated } from '../translated.js';

export const FR_LADDER: Translated<typeof EN_LADDER> = {
  'ladder.hold': 'Un instant, cela prend un peu plus de temps que d’habitude.',
  'ladder.later':
    'Je ne peux pas répondre pour le moment. Votre message n’est pas perdu : j’y répondrai ici même dès que possible.',
  'brief.budget': 'Le budget pour les réponses de Claude est épuisé.',
};
