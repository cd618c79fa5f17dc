import type { EN_DESK_ERRORS } from '../en-desk-errors.js';
import type { Translated } from '../translated.js';

export const ES_DESK_ERRORS: Translated<typeof EN_DESK_ERRORS> = {
  'desk.error.message.too-long': 'El mensaje es demasiado largo. Acórtelo y envíelo de nuevo.',
  'desk.error.message.empty': 'El mensaje no tiene texto.',
  'desk.error.message.not-yours': 'Solo puede modificar sus propias respuestas.',
  'desk.error.message.unheard':
    'Lo que retira todavía no está registrado. Envíelo de nuevo en un momento.',
  'desk.error.message.not-failed': 'Este mensaje no ha fallado.',
  'desk.error.file.refused': 'Este archivo no se acepta.',
  'desk.error.file.unknown': 'Ese archivo ya no está en esta conversación. Súbalo de nuevo.',
  'desk.error.file.off': 'Aquí no se aceptan archivos.',
  'desk.error.rate.limited': 'Demasiados mensajes. Espere un momento y envíelo de nuevo.',
  'desk.error.store.unavailable': 'No se pudo registrar el mensaje. Envíelo de nuevo.',
  'desk.error.stopping':
    'Este servidor se está deteniendo. Vuelva a conectarse y envíelo de nuevo.',
  'desk.error.desk.unauthorized': 'Se necesita un token de agente válido.',
  'desk.error.sign-in.refused': 'Aquí no se permite entrar sin token. Use un token de agente.',
  'desk.error.request.too-large': 'La solicitud es demasiado grande. Envíela en varias partes.',
  'desk.error.not-found': 'Eso no existe aquí.',
  'desk.error.handoff.unknown': 'Ese traspaso no existe.',
  'desk.error.handoff.taken': 'Otra persona tiene este traspaso.',
  'desk.error.handoff.not-claimed': 'Tome primero este traspaso.',
  'desk.error.handoff.own':
    'Esta es su propia conversación, así que tiene que atenderla otra persona.',
  'desk.error.handoff.not-filed':
    'Este traspaso todavía se está cerrando. Inténtelo de nuevo en un momento.',
  'desk.error.handoff.not-closed': 'Este traspaso todavía no está cerrado.',
  'desk.error.handoff.no-approval': 'Aquí no hay nada pendiente de aprobación.',
  'desk.error.handoff.action-under-way':
    'En este caso hay algo en curso. Ciérrelo cuando vea cómo terminó.',
  'desk.error.conversation.not-bot':
    'Ya se ha llamado a una persona, o ya tiene esta conversación.',
  'desk.error.lane.full':
    'Aún hay respuestas anteriores en camino. Envíelo de nuevo en un momento.',
};
