import type { EN_LADDER } from '../en-ladder.js';
import type { Translated } from '../translated.js';

export const PT_LADDER: Translated<typeof EN_LADDER> = {
  'ladder.hold': 'Um momento, por favor; isto está demorando um pouco mais que o normal.',
  'ladder.later':
    'Não consigo responder agora. Sua mensagem não se perdeu: responderei aqui mesmo assim que puder.',
  'brief.budget': 'O orçamento para respostas de Claude acabou.',
};
