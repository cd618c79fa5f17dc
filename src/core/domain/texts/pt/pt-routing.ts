import type { EN_ROUTING } from '../en-routing.js';
import type { Translated } from '../translated.js';

export const PT_ROUTING: Translated<typeof EN_ROUTING> = {
  'brief.seems-person': 'O cliente parece querer uma pessoa, sem dizer isso claramente.',
  'brief.pattern':
    'O cliente escreveu “{pattern}”, o que, pelas configurações, vai para uma pessoa.',
  'brief.frustrated': 'Sinais de frustração: {signs}.',
  'brief.sign.repetition': 'pergunta quase o mesmo de novo',
  'brief.sign.not-helpful': 'diz que uma resposta não ajudou',
  'brief.sign.capitals': 'escreve em maiúsculas',
  'brief.sign.insult': 'usa palavras duras',
  'brief.sign.complaint': 'reclama desta conversa ou do serviço',
  'brief.sign.low-rating': 'deu uma avaliação baixa',
  'brief.sign.falling-rating': 'deu uma avaliação mais baixa que antes',
  'brief.sign.earlier': 'já estava insatisfeito antes nesta conversa',
  'brief.rule': 'Uma regra para “{title}”: {what}.',
  'brief.rule.topics': 'trata de “{topic}”',
  'brief.rule.amount': '{amount} é mais que {limit}',
  'brief.rule.account': '{name} é {value}',
  'brief.rule.confidence': 'o bot tinha {sure} % de certeza, menos que {limit} %',
};
