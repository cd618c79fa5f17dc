import type { EN_SLACK } from '../en-slack.js';
import type { Translated } from '../translated.js';

export const ES_SLACK: Translated<typeof EN_SLACK> = {
  'slack.sources': 'Fuentes:',
  'slack.shortened': 'Abreviado. El texto completo está en la transcripción.',
  'slack.confirm.title': '¿Está seguro?',
  'slack.confirm.deny': 'Cancelar',
  'slack.customer.thinking': 'está pensando…',
  'slack.customer.too-long':
    'Su mensaje es demasiado largo para mí: {max} caracteres como máximo. Envíelo en partes más cortas, por favor.',
  'slack.customer.empty': '¿En qué puedo ayudarle? Mencióneme junto con su pregunta.',
  'slack.customer.not-taken':
    'No he podido aceptar este mensaje. Escríbalo con otras palabras, por favor.',
  'slack.customer.full':
    'Ahora mismo hay demasiado en espera y no he podido aceptar su mensaje. Envíelo de nuevo dentro de unos minutos, por favor.',
  'slack.customer.not-here': 'Aquí no atiendo preguntas.',
  'slack.customer.choice-gone': 'Esta pregunta ya no se puede responder con un botón.',
  'slack.customer.chosen': '{name} eligió: {choice}',
  'slack.customer.corrected': 'Corrección de un mensaje anterior:',
  'slack.customer.taken-back': 'Se retiró un mensaje anterior. No lo tenga en cuenta, por favor.',
  'slack.error.room-gone': 'Slack no conoce este canal, o el bot no puede verlo.',
  'slack.error.not-in-room': 'El bot no está en este canal de Slack. Invítelo con /invite.',
  'slack.error.archived': 'Este canal de Slack está archivado.',
  'slack.error.read-only': 'Slack no deja que nadie, o al menos el bot, escriba en este canal.',
  'slack.error.token': 'Slack rechaza el token de la aplicación. Hay que instalarla de nuevo.',
  'slack.error.scope':
    'A la aplicación de Slack le falta un permiso. Hay que instalarla de nuevo con todos los permisos (scopes).',
  'slack.error.person-gone': 'Ya no se puede contactar con esta persona en Slack.',
  'slack.error.message-gone': 'El mensaje ya no está en Slack.',
  'slack.error.not-editable': 'Slack no permite modificar este mensaje.',
  'slack.error.too-long': 'El mensaje es demasiado largo para Slack.',
  'slack.error.refused': 'Slack no aceptó el mensaje ({error}).',
  'slack.error.connect': 'La otra empresa no permite esto en el canal compartido de Slack.',
  'slack.error.busy': 'Slack pide esperar: demasiados mensajes.',
  'slack.error.down': 'Slack tiene un problema propio ({error}).',
  'slack.error.moving':
    'Este espacio de trabajo de Slack se está trasladando y no estará accesible durante un rato.',
  'slack.error.network': 'No se puede contactar con Slack.',
  'slack.error.file': 'Un archivo adjunto no se puede leer en este momento.',
  'slack.error.unknown': 'Slack respondió con un problema que no conocemos ({error}).',
};
