import type { EN_TEAMS_CUSTOMERS } from '../en-teams-customers.js';
import type { Translated } from '../translated.js';

export const PT_TEAMS_CUSTOMERS: Translated<typeof EN_TEAMS_CUSTOMERS> = {
  'teams.customer.welcome':
    'Olá, sou {bot}, o assistente de {tenant}. Pergunte o que quiser, ou diga que quer falar com uma pessoa.',
  'teams.customer.welcome-mention': 'Mencione-me junto com a sua pergunta, por favor.',
  'teams.customer.welcome-examples': 'Por exemplo:',
  'teams.customer.too-long':
    'Sua mensagem é longa demais para mim: no máximo {max} caracteres. Envie em partes menores, por favor.',
  'teams.customer.empty': 'Como posso ajudar? Mencione-me junto com a sua pergunta.',
  'teams.customer.unreadable':
    'Não consigo ler isso. Escreva a sua pergunta ou envie uma imagem ou um arquivo.',
  'teams.customer.not-taken':
    'Não consegui aceitar esta mensagem. Escreva com outras palavras, por favor.',
  'teams.customer.full':
    'Há coisas demais em espera aqui no momento, e não consegui aceitar sua mensagem. Envie de novo em alguns minutos, por favor.',
  'teams.customer.not-here': 'Não recebo perguntas aqui.',
  'teams.customer.choice-gone': 'Esta pergunta não pode mais ser respondida com um botão.',
};
