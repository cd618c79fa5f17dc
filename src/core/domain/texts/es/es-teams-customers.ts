import type { EN_TEAMS_CUSTOMERS } from '../en-teams-customers.js';
import type { Translated } from '../translated.js';

export const ES_TEAMS_CUSTOMERS: Translated<typeof EN_TEAMS_CUSTOMERS> = {
  'teams.customer.welcome':
    'Hola, soy {bot}, el asistente de {tenant}. Pregúnteme lo que quiera, o diga que desea hablar con una persona.',
  'teams.customer.welcome-mention': 'Mencióneme junto con su pregunta, por favor.',
  'teams.customer.welcome-examples': 'Por ejemplo:',
  'teams.customer.too-long':
    'Su mensaje es demasiado largo para mí: {max} caracteres como máximo. Envíelo en partes más cortas, por favor.',
  'teams.customer.empty': '¿En qué puedo ayudarle? Mencióneme junto con su pregunta.',
  'teams.customer.unreadable':
    'No puedo leer eso. Escríbame su pregunta o envíe una imagen o un archivo.',
  'teams.customer.not-taken':
    'No he podido aceptar este mensaje. Escríbalo con otras palabras, por favor.',
  'teams.customer.full':
    'Ahora mismo hay demasiado en espera y no he podido aceptar su mensaje. Envíelo de nuevo dentro de unos minutos, por favor.',
  'teams.customer.not-here': 'Aquí no atiendo preguntas.',
  'teams.customer.choice-gone': 'Esta pregunta ya no se puede responder con un botón.',
};
