import type { EN_SLACK } from '../en-slack.js';
import type { Translated } from '../translated.js';

export const PT_SLACK: Translated<typeof EN_SLACK> = {
  'slack.sources': 'Fontes:',
  'slack.shortened': 'Abreviado. O texto completo está na transcrição.',
  'slack.confirm.title': 'Tem certeza?',
  'slack.confirm.deny': 'Cancelar',
  'slack.customer.thinking': 'está pensando…',
  'slack.customer.too-long':
    'Sua mensagem é longa demais para mim: no máximo {max} caracteres. Envie em partes menores, por favor.',
  'slack.customer.empty': 'Como posso ajudar? Mencione-me junto com a sua pergunta.',
  'slack.customer.not-taken':
    'Não consegui aceitar esta mensagem. Escreva com outras palavras, por favor.',
  'slack.customer.full':
    'Há coisas demais em espera aqui no momento, e não consegui aceitar sua mensagem. Envie de novo em alguns minutos, por favor.',
  'slack.customer.not-here': 'Não recebo perguntas aqui.',
  'slack.customer.choice-gone': 'Esta pergunta não pode mais ser respondida com um botão.',
  'slack.customer.chosen': '{name} escolheu: {choice}',
  'slack.customer.corrected': 'Correção de uma mensagem anterior:',
  'slack.customer.taken-back': 'Uma mensagem anterior foi retirada. Desconsidere, por favor.',
  'slack.error.room-gone': 'O Slack não conhece este canal, ou o bot não pode vê-lo.',
  'slack.error.not-in-room': 'O bot não está neste canal do Slack. Convide-o com /invite.',
  'slack.error.archived': 'Este canal do Slack está arquivado.',
  'slack.error.read-only': 'O Slack não deixa ninguém, ou pelo menos o bot, escrever neste canal.',
  'slack.error.token': 'O Slack recusa o token do aplicativo. Ele precisa ser instalado de novo.',
  'slack.error.scope':
    'Falta uma permissão ao aplicativo do Slack. Ele precisa ser instalado de novo com todos os escopos.',
  'slack.error.person-gone': 'Não é mais possível falar com esta pessoa no Slack.',
  'slack.error.message-gone': 'A mensagem não está mais no Slack.',
  'slack.error.not-editable': 'O Slack não permite alterar esta mensagem.',
  'slack.error.too-long': 'A mensagem é longa demais para o Slack.',
  'slack.error.refused': 'O Slack não aceitou a mensagem ({error}).',
  'slack.error.connect': 'A outra empresa não permite isto no canal compartilhado do Slack.',
  'slack.error.busy': 'O Slack pede para esperar: mensagens demais.',
  'slack.error.down': 'O Slack está com um problema próprio ({error}).',
  'slack.error.moving':
    'Este workspace do Slack está sendo migrado e ficará inacessível por um tempo.',
  'slack.error.network': 'Não é possível acessar o Slack.',
  'slack.error.file': 'Um arquivo anexado não pode ser lido no momento.',
  'slack.error.unknown': 'O Slack respondeu com um problema que não conhecemos ({error}).',
};
