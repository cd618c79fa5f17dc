import type { EN_TALK } from '../en-talk.js';
import type { Translated } from '../translated.js';

export const PT_TALK: Translated<typeof EN_TALK> = {
  'handoff.opened':
    'Vou passar isto para alguém da nossa equipe, que responderá a você aqui mesmo.',
  'handoff.failed':
    'Algo deu errado do nosso lado. Alguém da nossa equipe vai assumir e responder a você aqui mesmo.',
  'handoff.returned': 'Você está falando com {bot} de novo.',
  'handoff.resolved':
    '{agent} marcou isto como resolvido. Se precisar de mais alguma coisa, é só escrever de novo.',
  'scope.note':
    'Posso ajudar com perguntas sobre {tenant}: pedidos, entregas, devoluções, pagamentos e assuntos parecidos. O que você gostaria de saber?',
  'rating.ask': 'Como foi o atendimento para você?',
  'rating.thanks': 'Obrigado pela sua avaliação.',
  'rating.1': 'Muito ruim',
  'rating.2': 'Ruim',
  'rating.3': 'Regular',
  'rating.4': 'Bom',
  'rating.5': 'Muito bom',
  'feedback.helpful': 'Útil',
  'feedback.not-helpful': 'Não ajudou',
  'feedback.person': 'Falar com uma pessoa',
  'feedback.thanks': '{name} escolheu: {choice}. Obrigado pela sua opinião.',
  'feedback.not-yours': 'Só quem fala comigo aqui pode dizer se isto ajudou.',
  'memory.condensed':
    'Já falamos de muita coisa, por isso guardo só os fatos principais da parte mais antiga. Se parecer que esqueci algo, é só me dizer de novo.',
  'memory.afresh':
    'Esta conversa já ficou longa. Se quiser começar algo novo, escreva “começar de novo” e eu deixo de lado o que conversamos.',
  'memory.started-over':
    'Tudo bem, vamos começar de novo: deixei de lado o que conversamos. Como posso ajudar?',
  'bot.hello': 'Olá! Sou {bot}, o assistente de {tenant}. Como posso ajudar?',
  'bot.hello-named': 'Olá, {name}! Sou {bot}, o assistente de {tenant}. Como posso ajudar?',
  'bot.hello-again': 'Olá de novo. Como posso ajudar?',
  'bot.hello-again-named': 'Olá de novo, {name}. Como posso ajudar?',
  'bot.welcome-back': 'Que bom ver você de novo! Nossa última conversa foi em {day}.',
  'bot.welcome-back-named': 'Que bom ver você de novo, {name}! Nossa última conversa foi em {day}.',
  'bot.how-help': 'Como posso ajudar?',
  'bot.on-record': 'Ainda tenho isto anotado: “{words}”',
  'bot.thanks': 'De nada! Se surgir mais alguma coisa, é só escrever aqui.',
  'bot.bye': 'Até logo e tenha um bom dia!',
  'bot.glad': 'Que bom. Se surgir mais alguma coisa, é só escrever aqui.',
  'bot.noted': 'Obrigado, anotei. Em que posso ajudar?',
  'bot.help': 'Claro. Do que se trata?',
  'bot.told': '{agent} escreveu a você em {day}: “{words}”',
  'bot.resolved': '{agent} marcou isto como resolvido em {day}.',
  'bot.returned': '{agent} me devolveu a conversa em {day}.',
  'bot.expired': '{agent} encerrou o caso em {day} porque não houve mais resposta.',
  'bot.talk-with': 'Sua conversa com {agent}',
  'bot.you-wrote': 'Você escreveu em {day}: “{words}”',
  'bot.they-wrote': '{name} escreveu em {day}: “{words}”',
  'bot.was-said': 'Em {day} foi dito aqui: “{words}”',
  'bot.said-before': 'O que foi dito aqui antes',
};
