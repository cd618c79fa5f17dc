import type { EN_ACTIONS } from '../en-actions.js';
import type { Translated } from '../translated.js';

export const ES_ACTIONS: Translated<typeof EN_ACTIONS> = {
  'action.ask': 'Para «{action}» me falta un dato: ¿{parameter}?',
  'action.ask-again': 'No puedo usar esa respuesta: el valor {problem}. {question}',
  'action.not-understood': 'No he podido leerlo. {question}',
  'action.confirm': '¿Quiere que haga ahora lo siguiente: {action}?',
  'action.yes': 'Sí, adelante',
  'action.no': 'No',
  'action.cancelled': 'De acuerdo, lo dejo: no se ha hecho «{action}».',
  'action.reminder': 'Volvamos a «{action}». {question}',
  'action.not-allowed':
    'Solo puedo hacer «{action}» para la persona a quien pertenece esta conversación. No se ha hecho nada.',
  'action.not-known':
    'Para «{action}» tengo que estar seguro de quién es usted, y aquí no es posible. Inicie sesión y escriba de nuevo, o hable con una persona.',
  'action.not-entitled':
    'No puedo hacer «{action}» para esta cuenta. Una persona puede darle más información.',
  'action.for-another':
    'Eso le corresponde contestarlo a {customer}, que lo pidió: {action}. No se ha hecho ni detenido nada.',
  'action.button-over': 'Esta pregunta ya no se puede responder con un botón.',
  'action.under-way': 'Todavía estoy ocupado con «{action}». Terminemos eso primero.',
  'action.approving':
    'Gracias. Antes de hacerlo, alguien de nuestro equipo tiene que aprobar «{action}». Ya lo he transmitido y aquí sabrá cómo termina.',
  'action.done': 'Hecho: {action}.',
  'action.failed':
    'No ha funcionado: no se ha hecho «{action}». Alguien de nuestro equipo se encargará y le responderá aquí mismo.',
  'action.failed-told': 'No ha funcionado: no se ha hecho «{action}».',
  'action.unknown':
    'No puedo saber si «{action}» se completó, así que no lo intentaré de nuevo. Alguien de nuestro equipo lo averiguará y le responderá aquí mismo.',
  'action.unknown-told':
    'No puedo saber si «{action}» se completó, así que no se vuelve a intentar automáticamente.',
  'action.late': 'Al final, «{action}» ha salido bien: {text}',
  'action.rejected':
    'Alguien de nuestro equipo lo ha revisado y no ha aprobado «{action}»; no se ha hecho nada.',
  'action.expired':
    'Nadie pudo aprobar «{action}» a tiempo, así que no se ha hecho nada. Si todavía lo desea, escriba de nuevo.',
  'action.closed':
    'No se tomó ninguna decisión sobre «{action}», así que no se ha hecho nada. Si todavía lo desea, escriba de nuevo.',
  'action.card.closed': 'No hecho; el caso se cerró sin decisión.',
  'action.card.collecting': 'Empezado, no hecho. El bot tiene: {values}',
  'action.card.confirming': 'No hecho. Se pidió confirmación al cliente: {values}',
  'action.card.approving': 'No hecho. Espera una aprobación: {values}',
  'action.card.running': 'En curso desde {time}; aún no se sabe cómo terminó. {values}',
  'action.card.nothing-yet': 'nada todavía',
  'action.card.stopped': 'No hecho; detenido al pasar a una persona. El bot tenía: {values}',
  'action.card.cancelled': 'No hecho; el cliente ya no lo quería.',
  'action.card.rejected': 'No hecho; {agent} no lo aprobó.',
  'action.card.expired': 'No hecho; nadie lo aprobó a tiempo.',
  'action.card.failed': 'No hecho. {trouble}',
  'action.card.unknown':
    'NO SE SABE si esto se hizo; no se vuelve a intentar. {trouble} Solicitado el {time}, referencia {key}, con {values}.',
  'action.card.useless':
    'Para «{action}» se preguntó al cliente {count} veces: {parameter}. Ninguna respuesta sirvió.',
  'action.next.failed': 'Hágalo a mano o diga al cliente por qué no: {action}.',
  'action.next.unknown':
    'Averigüe si se hizo, y solo entonces hágalo a mano o informe al cliente: {action}.',
  'action.card.needs-approval': 'Un agente tiene que aprobar «{action}» cada vez.',
  'action.card.approve-why': 'El cliente lo ha confirmado; solo se hace después de aprobarlo.',
  'action.desk.ended': '{action}: {text}',
  'action.desk.late': '{action}: ya se conoce el resultado. {text}',
  'action.trouble.unreachable': 'No se pudo contactar con el otro sistema.',
  'action.trouble.private-address': 'La dirección del otro sistema no es una que se pueda llamar.',
  'action.trouble.refused': 'El otro sistema lo rechazó ({detail}).',
  'action.trouble.busy': 'El otro sistema estaba saturado ({detail}).',
  'action.trouble.server-error': 'El otro sistema tuvo un problema propio ({detail}).',
  'action.trouble.redirect': 'El otro sistema remitió a otro lugar, y eso no se sigue.',
  'action.trouble.accepted': 'El otro sistema lo aceptó y no ha dicho cómo terminó ({detail}).',
  'action.trouble.bad-answer': 'El otro sistema respondió algo que no se puede leer.',
  'action.trouble.timeout': 'El otro sistema no respondió a tiempo.',
  'action.trouble.broken-off': 'La conexión se cortó antes de llegar una respuesta.',
  'action.trouble.process-ended': 'La pasarela se detuvo a mitad del proceso.',
  'action.trouble.not-configured': 'Ya no está en la configuración.',
  'action.problem.missing': 'falta todavía',
  'action.problem.unknown': 'no se necesita aquí',
  'action.problem.unfitting': 'no encaja con el resto',
  'action.problem.text': 'tiene que ser un texto',
  'action.problem.number': 'tiene que ser un número',
  'action.problem.whole-number': 'tiene que ser un número entero',
  'action.problem.yes-or-no': 'tiene que ser sí o no',
  'action.problem.choice': 'tiene que ser uno de estos: {choices}',
  'action.problem.form': 'no tiene la forma correcta',
  'action.problem.date': 'tiene que ser una fecha, como 2026-12-24',
  'action.problem.email': 'tiene que ser una dirección de correo electrónico',
  'action.problem.uri': 'tiene que ser una dirección web, como https://shop.example/page',
  'action.problem.uuid':
    'tiene que ser una referencia con la forma 123e4567-e89b-12d3-a456-426614174000',
  'action.problem.too-short': 'necesita al menos {limit} caracteres',
  'action.problem.too-long': 'puede tener como máximo {limit} caracteres',
  'action.problem.too-small': 'tiene que ser {limit} o más',
  'action.problem.too-large': 'tiene que ser {limit} o menos',
  'action.problem.not-above': 'tiene que ser mayor que {limit}',
  'action.problem.not-below': 'tiene que ser menor que {limit}',
  'action.problem.no-multiple': 'tiene que ser múltiplo de {limit}',
  'action.order-status.preparing':
    'El pedido {order} de nuestra tienda de demostración se está preparando y sale mañana del almacén.',
  'action.order-status.on-its-way':
    'El pedido {order} de nuestra tienda de demostración está en camino y llegará en un plazo de dos días.',
  'action.order-status.delivered':
    'El pedido {order} de nuestra tienda de demostración se entregó hace tres días.',
  'action.order-status.unknown':
    'No hay ningún pedido {order} en nuestra tienda de demostración. Solo tiene estos ejemplos: {samples}.',
};
