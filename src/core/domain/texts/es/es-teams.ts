import type { EN_TEAMS } from '../en-teams.js';
import type { Translated } from '../translated.js';

export const ES_TEAMS: Translated<typeof EN_TEAMS> = {
  'teams.sources': 'Fuentes:',
  'teams.chosen': '{name} eligió: {choice}',
  'teams.corrected': 'Corrección de un mensaje anterior:',
  'teams.taken-back': 'Se retiró un mensaje anterior. No lo tenga en cuenta, por favor.',
  'teams.error.not-there':
    'El bot ya no está en este chat de Teams. El cliente tiene que añadir la aplicación de nuevo.',
  'teams.error.blocked': 'El cliente ha bloqueado el bot en Teams.',
  'teams.error.disabled': 'Un administrador ha desactivado el bot en Teams.',
  'teams.error.forbidden': 'Teams no permite esto al bot ({error}).',
  'teams.error.room-gone': 'Teams ya no conoce este chat.',
  'teams.error.message-gone': 'El mensaje ya no está en Teams.',
  'teams.error.token':
    'Teams rechaza las credenciales del bot. Hay que corregirlas en la configuración.',
  'teams.error.host': 'Este chat de Teams se atiende en otro lugar ({error}).',
  'teams.error.address': 'No se sabe en qué lugar de Teams está esta conversación.',
  'teams.error.too-long': 'El mensaje es demasiado largo para Teams.',
  'teams.error.refused': 'Teams no aceptó el mensaje ({error}).',
  'teams.error.busy': 'Teams pide esperar: demasiados mensajes.',
  'teams.error.down': 'Teams tiene un problema propio ({error}).',
  'teams.error.network': 'No se puede contactar con Teams.',
  'teams.error.file': 'Un archivo adjunto no se puede leer en este momento.',
  'teams.error.unknown': 'Teams respondió con un problema que no conocemos ({error}).',
};
