import type { EN_TEAMS } from '../en-teams.js';
import type { Translated } from '../translated.js';

export const PT_TEAMS: Translated<typeof EN_TEAMS> = {
  'teams.sources': 'Fontes:',
  'teams.chosen': '{name} escolheu: {choice}',
  'teams.corrected': 'Correção de uma mensagem anterior:',
  'teams.taken-back': 'Uma mensagem anterior foi retirada. Desconsidere, por favor.',
  'teams.error.not-there':
    'O bot não está mais neste chat do Teams. O cliente precisa adicionar o aplicativo de novo.',
  'teams.error.blocked': 'O cliente bloqueou o bot no Teams.',
  'teams.error.disabled': 'Um administrador desativou o bot no Teams.',
  'teams.error.forbidden': 'O Teams não permite isto ao bot ({error}).',
  'teams.error.room-gone': 'O Teams não conhece mais este chat.',
  'teams.error.message-gone': 'A mensagem não está mais no Teams.',
  'teams.error.token':
    'O Teams recusa as credenciais do bot. Elas precisam ser corrigidas na configuração.',
  'teams.error.host': 'Este chat do Teams é atendido em outro lugar ({error}).',
  'teams.error.address': 'Não se sabe em que lugar do Teams está esta conversa.',
  'teams.error.too-long': 'A mensagem é longa demais para o Teams.',
  'teams.error.refused': 'O Teams não aceitou a mensagem ({error}).',
  'teams.error.busy': 'O Teams pede para esperar: mensagens demais.',
  'teams.error.down': 'O Teams está com um problema próprio ({error}).',
  'teams.error.network': 'Não é possível acessar o Teams.',
  'teams.error.file': 'Um arquivo anexado não pode ser lido no momento.',
  'teams.error.unknown': 'O Teams respondeu com um problema que não conhecemos ({error}).',
};
