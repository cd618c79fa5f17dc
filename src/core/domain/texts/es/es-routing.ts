import type { EN_ROUTING } from '../en-routing.js';
import type { Translated } from '../translated.js';

export const ES_ROUTING: Translated<typeof EN_ROUTING> = {
  'brief.seems-person': 'El cliente parece querer una persona, sin decirlo abiertamente.',
  'brief.pattern': 'El cliente escribió «{pattern}», lo que según los ajustes pasa a una persona.',
  'brief.frustrated': 'Señales de frustración: {signs}.',
  'brief.sign.repetition': 'pregunta casi lo mismo otra vez',
  'brief.sign.not-helpful': 'dice que una respuesta no ayudó',
  'brief.sign.capitals': 'escribe en mayúsculas',
  'brief.sign.insult': 'usa palabras duras',
  'brief.sign.complaint': 'se queja de esta conversación o del servicio',
  'brief.sign.low-rating': 'dio una valoración baja',
  'brief.sign.falling-rating': 'dio una valoración más baja que antes',
  'brief.sign.earlier': 'ya estaba descontento antes en esta conversación',
  'brief.rule': 'Una regla para «{title}»: {what}.',
  'brief.rule.topics': 'trata de «{topic}»',
  'brief.rule.amount': '{amount} es más que {limit}',
  'brief.rule.account': '{name} es {value}',
  'brief.rule.confidence': 'el bot estaba seguro al {sure} %, menos del {limit} %',
};
