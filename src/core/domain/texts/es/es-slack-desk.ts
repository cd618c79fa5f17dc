import type { EN_SLACK_DESK } from '../en-slack-desk.js';
import type { Translated } from '../translated.js';

export const ES_SLACK_DESK: Translated<typeof EN_SLACK_DESK> = {
  'slack.desk.intro': 'Lo que se dijo poco antes:',
  'slack.desk.edited': '(editado)',
  'slack.desk.open-thread': 'Abrir el hilo',
  'slack.desk.escalated': 'Nadie ha tomado todavía un traspaso en {room}. {link}',
  'slack.desk.offline': 'El cliente no está conectado. Lo que escriba se entregará cuando vuelva.',
  'slack.desk.held-back': 'No enviado al cliente: {agent} tiene este traspaso.',
  'slack.desk.held-back.open': 'No enviado al cliente.',
  'slack.desk.send': 'Enviar al cliente',
  'slack.desk.send.who': 'Solo puede enviarlo quien lo escribió o quien tiene el traspaso.',
  'slack.desk.sent-by': 'Enviado al cliente por {agent}.',
  'slack.desk.sent-already': 'Este texto no se puede enviar: ya no existe.',
  'slack.desk.sent-before': 'Esto ya se envió al cliente. No se ha enviado otra vez.',
  'slack.desk.not-taken':
    'Lo que escribió o cambió aquí a las {time} no se pudo aceptar; el cliente no ve nada de ello. Hágalo de nuevo, por favor.',
  'slack.desk.not-taken-back':
    'Lo que eliminó aquí a las {time} no se pudo retirar; puede que el cliente aún lo vea.',
  'slack.desk.files': 'Archivos: {files}',
  'slack.desk.files-not-sent': 'No enviado al cliente: {files}',
  'slack.desk.files-stay':
    'El cliente todavía tiene {files}. Elimine el mensaje entero para retirarlo.',
  'slack.desk.files-taken-back': 'Archivo retirado: {files}',
  'slack.desk.note-changed': 'Quien escribió esto lo ha cambiado desde entonces.',
  'slack.desk.note-gone': 'Quien escribió esto lo ha eliminado desde entonces.',
  'slack.desk.not-sent-changed':
    'No se envió nada: quien escribió esto lo ha cambiado desde entonces.',
  'slack.desk.not-sent-gone':
    'No se envió nada: quien escribió esto lo ha eliminado desde entonces.',
  'slack.desk.taken': '{agent} ya tiene este traspaso, desde {time}.',
  'slack.desk.taken.now': '{agent} ya tiene este traspaso.',
  'slack.desk.not-claimed': 'Tome primero este traspaso.',
  'slack.desk.closed': 'Este caso está cerrado. No se envió nada.',
  'slack.desk.closed-by': 'Este caso lo cerró {agent}. No se envió nada.',
  'slack.desk.closed-edit':
    'Este caso está cerrado: el cliente aún ve el texto anterior. Elimine el suyo para retirarlo.',
  'slack.desk.own': 'Esta es su propia conversación. Tiene que atenderla otra persona del equipo.',
  'slack.desk.full':
    'No se envió nada: aún hay respuestas anteriores en camino. Envíelo de nuevo en un momento.',
  'slack.desk.try-again': 'No ha funcionado. Inténtelo de nuevo, por favor.',
  'slack.desk.problem': 'Eso no es posible: {problem}',
  'slack.desk.edit-note': 'Una nota sigue siendo una nota: este texto no se envió al cliente.',
  'slack.desk.edit-mark':
    'El cliente aún ve el texto anterior: una respuesta no puede convertirse en nota. Elimínela para retirarla.',
  'slack.desk.edit-unmarked':
    'El cliente aún ve el texto anterior: lo que sustituye a una respuesta también tiene que empezar por {mark}.',
  'slack.desk.not-changed': 'Esto ya no se puede cambiar para el cliente.',
  'slack.desk.action-under-way':
    'En este caso hay algo en curso. Ciérrelo cuando vea aquí cómo terminó.',
  'slack.desk.nothing-to-approve': 'Aquí ya no hay nada pendiente de aprobación.',
  'slack.desk.thanks': 'Gracias, queda anotado.',
  'slack.desk.refused.bot': 'Las aplicaciones no pueden gestionar traspasos.',
  'slack.desk.refused.guest':
    'Los invitados no pueden gestionar traspasos. No se envió ni cambió nada.',
  'slack.desk.refused.stranger':
    'Solo los miembros de este espacio de trabajo pueden gestionar traspasos. No se envió ni cambió nada.',
  'slack.desk.refused.gone':
    'Esta cuenta no puede gestionar traspasos. No se envió ni cambió nada.',
  'slack.desk.refused.outsider':
    'Solo los miembros del canal del puesto pueden gestionar traspasos. No se envió ni cambió nada.',
  'slack.desk.refused.not-in-group':
    'Solo los miembros del grupo de usuarios del puesto pueden gestionar traspasos. No se envió ni cambió nada.',
  'slack.desk.transcript': 'Transcripción',
  'slack.desk.transcript.empty': 'Todavía no se ha dicho nada.',
  'slack.desk.transcript.older': 'Anteriores',
  'slack.desk.transcript.newer': 'Siguientes',
  'slack.desk.transcript.close': 'Cerrar',
  'slack.desk.return': 'Devolver al bot',
  'slack.desk.return.note': '¿Qué debe saber el bot? El cliente no lo ve.',
  'slack.desk.return.submit': 'Devolver',
  'slack.desk.return.cancel': 'Cancelar',
  'slack.desk.none-here':
    'En este espacio de trabajo no hay ningún puesto configurado, así que no hay traspasos que mostrar.',
  'slack.desk.list.waiting': 'En espera:',
  'slack.desk.list.mine': 'Suyos:',
  'slack.desk.list.none-waiting': 'No espera nadie.',
  'slack.desk.list.none-mine': 'No tiene traspasos abiertos.',
  'slack.desk.list.line': '{customer}: {intent} (desde {time})',
  'slack.desk.list.more': 'Hay más de los que se muestran.',
};
