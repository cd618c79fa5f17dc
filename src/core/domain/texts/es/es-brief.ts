import type { EN_BRIEF } from '../en-brief.js';
import type { Translated } from '../translated.js';

export const ES_BRIEF: Translated<typeof EN_BRIEF> = {
  'brief.first-contact': 'Primer contacto en esta conversación.',
  'brief.before': 'Antes de esto, mensajes del cliente: {asked}, respuestas del bot: {answered}.',
  'brief.resolved': '{agent} resolvió un traspaso anterior.',
  'brief.returned': '{agent} devolvió al bot un traspaso anterior.',
  'brief.next.user_request': 'Salude al cliente y continúe usted; pidió hablar con una persona.',
  'brief.next.model_unavailable': 'Responda la pregunta pendiente; el bot no pudo.',
  'brief.next.turn_failed': 'Responda la pregunta pendiente; el bot falló varias veces.',
  'brief.next.unsupported': 'Compruebe si podemos ayudar con esto.',
  'brief.next.agent_takeover': 'Continúe la conversación.',
  'brief.asked-person': 'El cliente pidió hablar con una persona.',
  'brief.not-helpful': 'Una respuesta no ayudó y el cliente pidió hablar con una persona.',
  'brief.no-answer': '{mind} no respondió ({problem}).',
  'brief.never-ended': 'La respuesta se empezó {times} veces y nunca terminó.',
  'brief.outside-again': 'El cliente volvió a pedir algo fuera del ámbito.',
  'brief.taken-over': '{agent} tomó la conversación del bot.',
  'brief.too-many':
    'Más preguntas a la vez de las que el bot contesta solo; el borrador tiene lo que se encontró.',
  'brief.nothing-shared': 'Ningún pasaje comparte una palabra significativa con la pregunta.',
  'brief.too-little-shared':
    'El pasaje más cercano solo tiene el {percent} % de las palabras significativas de la pregunta.',
  'brief.asks-nothing': 'El mensaje no pregunta nada que los artículos puedan responder.',
  'brief.found-nowhere': 'Se buscó {words}; ningún artículo contiene nada de ello.',
  'brief.found-too-little':
    'Se buscó {words}; el artículo más cercano, «{article}», dice muy poco al respecto.',
  'brief.found-without':
    'Se buscó {words}; el artículo más cercano, «{article}», no dice nada sobre {missing}.',
  'brief.write-article': 'Responda con lo que usted sabe y considere un artículo sobre {words}.',
  'brief.check-article':
    'Responda con lo que usted sabe y considere un artículo sobre {words}. Revise antes «{article}».',
  'brief.uncited': 'Claude respondió dos veces sin citar un pasaje que lo diga.',
  'brief.next.uncited': 'Mire los pasajes encontrados y responda usted lo que no dicen.',
  'brief.cut-off': 'La respuesta superó la longitud permitida y se cortó.',
  'brief.context-full': 'La conversación es más larga de lo que Claude puede leer de una vez.',
  'brief.declined': 'Claude no quiso responder por sus reglas de seguridad ({rules}).',
  'brief.draft-cut': 'El borrador termina donde se cortó la respuesta.',
  'brief.next.declined': 'Lea lo que escribió el cliente y decida cómo responder.',
  'brief.next.finish-draft': 'Revise y termine el borrador de respuesta.',
  'brief.quoted': '«{word}»',
  'brief.this': 'este tema',
  'brief.the-message': 'el mensaje',
};
