import type { EN_BRIEF } from '../en-brief.js';
import type { Translated } from '../translated.js';

export const PT_BRIEF: Translated<typeof EN_BRIEF> = {
  'brief.first-contact': 'Primeiro contato nesta conversa.',
  'brief.before': 'Antes disso, mensagens do cliente: {asked}, respostas do bot: {answered}.',
  'brief.resolved': '{agent} resolveu uma transferência anterior.',
  'brief.returned': '{agent} devolveu ao bot uma transferência anterior.',
  'brief.next.user_request': 'Cumprimente o cliente e assuma; ele pediu para falar com uma pessoa.',
  'brief.next.model_unavailable': 'Responda à pergunta em aberto; o bot não conseguiu.',
  'brief.next.turn_failed': 'Responda à pergunta em aberto; o bot falhou várias vezes.',
  'brief.next.unsupported': 'Verifique se podemos ajudar com isso.',
  'brief.next.agent_takeover': 'Continue a conversa.',
  'brief.asked-person': 'O cliente pediu para falar com uma pessoa.',
  'brief.not-helpful': 'Uma resposta não ajudou, e o cliente pediu para falar com uma pessoa.',
  'brief.no-answer': '{mind} não respondeu ({problem}).',
  'brief.never-ended': 'A resposta foi iniciada {times} vezes e nunca terminou.',
  'brief.outside-again': 'O cliente pediu de novo algo fora do escopo.',
  'brief.taken-over': '{agent} assumiu a conversa do bot.',
  'brief.too-many':
    'Mais perguntas de uma vez do que o bot responde sozinho; o rascunho tem o que foi encontrado.',
  'brief.nothing-shared': 'Nenhum trecho tem uma palavra significativa em comum com a pergunta.',
  'brief.too-little-shared':
    'O trecho mais próximo tem só {percent} % das palavras significativas da pergunta.',
  'brief.asks-nothing': 'A mensagem não pergunta nada que os artigos possam responder.',
  'brief.found-nowhere': 'Procurado: {words}; nenhum artigo trata disso.',
  'brief.found-too-little':
    'Procurado: {words}; o artigo mais próximo, “{article}”, diz muito pouco a respeito.',
  'brief.found-without':
    'Procurado: {words}; o artigo mais próximo, “{article}”, não diz nada sobre {missing}.',
  'brief.write-article': 'Responda com o que você sabe e considere um artigo sobre {words}.',
  'brief.check-article':
    'Responda com o que você sabe e considere um artigo sobre {words}. Confira antes “{article}”.',
  'brief.uncited': 'Claude respondeu duas vezes sem citar um trecho que diga isso.',
  'brief.next.uncited': 'Veja os trechos encontrados e responda você mesmo ao que eles não dizem.',
  'brief.cut-off': 'A resposta ficou mais longa do que o permitido e foi cortada.',
  'brief.context-full': 'A conversa ficou mais longa do que Claude consegue ler de uma vez.',
  'brief.declined': 'Claude se recusou a responder por suas regras de segurança ({rules}).',
  'brief.draft-cut': 'O rascunho termina onde a resposta foi cortada.',
  'brief.next.declined': 'Leia o que o cliente escreveu e decida como responder.',
  'brief.next.finish-draft': 'Confira e termine o rascunho da resposta.',
  'brief.quoted': '“{word}”',
  'brief.this': 'este assunto',
  'brief.the-message': 'a mensagem',
};
