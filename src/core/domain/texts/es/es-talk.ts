import type { EN_TALK } from '../en-talk.js';
import type { Translated } from '../translated.js';

export const ES_TALK: Translated<typeof EN_TALK> = {
  'handoff.opened': 'Paso esto a alguien de nuestro equipo, que le responderá aquí mismo.',
  'handoff.failed':
    'Algo ha fallado por nuestra parte. Alguien de nuestro equipo se encargará y le responderá aquí mismo.',
  'handoff.returned': 'Está hablando de nuevo con {bot}.',
  'handoff.resolved':
    '{agent} lo ha marcado como resuelto. Si necesita algo más, escriba de nuevo.',
  'scope.note':
    'Puedo ayudarle con preguntas sobre {tenant}: pedidos, entregas, devoluciones, pagos y temas similares. ¿Qué desea saber?',
  'rating.ask': '¿Qué le ha parecido la atención?',
  'rating.thanks': 'Gracias por su opinión.',
  'rating.1': 'Muy mala',
  'rating.2': 'Mala',
  'rating.3': 'Regular',
  'rating.4': 'Buena',
  'rating.5': 'Muy buena',
  'feedback.helpful': 'Útil',
  'feedback.not-helpful': 'No es útil',
  'feedback.person': 'Hablar con una persona',
  'feedback.thanks': '{name} eligió: {choice}. Gracias por su opinión.',
  'feedback.not-yours': 'Solo quienes hablan conmigo aquí pueden decir si esto ayudó.',
  'memory.condensed':
    'Hemos hablado de muchas cosas, así que de la parte más antigua solo conservo los datos principales. Si parece que he olvidado algo, dígamelo de nuevo.',
  'memory.afresh':
    'Esta conversación ya es larga. Si quiere empezar con algo nuevo, escriba «empezar de nuevo» y dejaré a un lado lo que hemos hablado.',
  'memory.started-over':
    'De acuerdo, empezamos de nuevo: he dejado a un lado lo que hemos hablado. ¿En qué puedo ayudarle?',
  'bot.hello': '¡Hola! Soy {bot}, el asistente de {tenant}. ¿En qué puedo ayudarle?',
  'bot.hello-named': '¡Hola, {name}! Soy {bot}, el asistente de {tenant}. ¿En qué puedo ayudarle?',
  'bot.hello-again': 'Hola de nuevo. ¿En qué puedo ayudarle?',
  'bot.hello-again-named': 'Hola de nuevo, {name}. ¿En qué puedo ayudarle?',
  'bot.welcome-back': '¡Nos alegra verle de nuevo! La última vez hablamos el {day}.',
  'bot.welcome-back-named': '¡Nos alegra verle de nuevo, {name}! La última vez hablamos el {day}.',
  'bot.how-help': '¿En qué puedo ayudarle?',
  'bot.on-record': 'Todavía tengo anotado esto: «{words}»',
  'bot.thanks': '¡De nada! Si necesita algo más, escriba aquí.',
  'bot.bye': '¡Hasta luego y que tenga un buen día!',
  'bot.glad': 'Me alegro. Si necesita algo más, escriba aquí.',
  'bot.noted': 'Gracias, lo he anotado. ¿En qué puedo ayudarle?',
  'bot.help': 'Por supuesto. ¿De qué se trata?',
  'bot.told': '{agent} le escribió el {day}: «{words}»',
  'bot.resolved': '{agent} lo marcó como resuelto el {day}.',
  'bot.returned': '{agent} me devolvió la conversación el {day}.',
  'bot.expired': '{agent} cerró el caso el {day} porque no se supo nada más.',
  'bot.talk-with': 'Su conversación con {agent}',
  'bot.you-wrote': 'Usted escribió el {day}: «{words}»',
  'bot.they-wrote': '{name} escribió el {day}: «{words}»',
  'bot.was-said': 'El {day} se dijo aquí: «{words}»',
  'bot.said-before': 'Lo que se dijo aquí antes',
};
