import type { EN_SLACK_DESK } from '../en-slack-desk.js';
import type { Translated } from '../translated.js';

export const PT_SLACK_DESK: Translated<typeof EN_SLACK_DESK> = {
  'slack.desk.intro': 'O que foi dito pouco antes:',
  'slack.desk.edited': '(editado)',
  'slack.desk.open-thread': 'Abrir a thread',
  'slack.desk.escalated': 'Ninguém atendeu ainda uma transferência em {room}. {link}',
  'slack.desk.offline':
    'O cliente está offline. O que você escrever será entregue quando ele voltar.',
  'slack.desk.held-back': 'Não enviado ao cliente: {agent} está com esta transferência.',
  'slack.desk.held-back.open': 'Não enviado ao cliente.',
  'slack.desk.send': 'Enviar ao cliente',
  'slack.desk.send.who': 'Só quem escreveu isto, ou quem está com a transferência, pode enviar.',
  'slack.desk.sent-by': 'Enviado ao cliente por {agent}.',
  'slack.desk.sent-already': 'Este texto não pode ser enviado: não existe mais.',
  'slack.desk.sent-before': 'Isto já foi enviado ao cliente. Não foi enviado de novo.',
  'slack.desk.not-taken':
    'O que você escreveu ou alterou aqui às {time} não pôde ser aceito; o cliente não vê nada disso. Faça de novo, por favor.',
  'slack.desk.not-taken-back':
    'O que você excluiu aqui às {time} não pôde ser retirado; o cliente talvez ainda veja.',
  'slack.desk.files': 'Arquivos: {files}',
  'slack.desk.files-not-sent': 'Não enviado ao cliente: {files}',
  'slack.desk.files-stay': 'O cliente ainda tem {files}. Exclua a mensagem inteira para retirar.',
  'slack.desk.files-taken-back': 'Arquivo retirado: {files}',
  'slack.desk.note-changed': 'Quem escreveu isto alterou o texto depois.',
  'slack.desk.note-gone': 'Quem escreveu isto excluiu o texto depois.',
  'slack.desk.not-sent-changed': 'Nada foi enviado: quem escreveu isto alterou o texto depois.',
  'slack.desk.not-sent-gone': 'Nada foi enviado: quem escreveu isto excluiu o texto depois.',
  'slack.desk.taken': '{agent} já está com esta transferência, desde {time}.',
  'slack.desk.taken.now': '{agent} já está com esta transferência.',
  'slack.desk.not-claimed': 'Primeiro, comece a atender esta transferência.',
  'slack.desk.closed': 'Este caso está encerrado. Nada foi enviado.',
  'slack.desk.closed-by': 'Este caso foi encerrado por {agent}. Nada foi enviado.',
  'slack.desk.closed-edit':
    'Este caso está encerrado: o cliente ainda vê o texto anterior. Exclua o seu para retirá-lo.',
  'slack.desk.own': 'Esta é a sua própria conversa. Outra pessoa da equipe precisa cuidar dela.',
  'slack.desk.full':
    'Nada foi enviado: respostas anteriores ainda estão a caminho. Envie de novo daqui a pouco.',
  'slack.desk.try-again': 'Não deu certo agora. Tente de novo, por favor.',
  'slack.desk.problem': 'Isso não é possível: {problem}',
  'slack.desk.edit-note':
    'Uma nota continua sendo uma nota: este texto não foi enviado ao cliente.',
  'slack.desk.edit-mark':
    'O cliente ainda vê o texto anterior: uma resposta não pode virar nota. Exclua-a para retirá-la.',
  'slack.desk.edit-unmarked':
    'O cliente ainda vê o texto anterior: o que substitui uma resposta também precisa começar com {mark}.',
  'slack.desk.not-changed': 'Isto não pode mais ser alterado para o cliente.',
  'slack.desk.action-under-way':
    'Algo está sendo executado neste caso. Encerre-o quando vir aqui como terminou.',
  'slack.desk.nothing-to-approve': 'Nada mais espera aprovação aqui.',
  'slack.desk.thanks': 'Obrigado, está anotado.',
  'slack.desk.refused.bot': 'Aplicativos não podem mexer em transferências.',
  'slack.desk.refused.guest':
    'Convidados não podem mexer em transferências. Nada foi enviado nem alterado.',
  'slack.desk.refused.stranger':
    'Só membros deste workspace podem mexer em transferências. Nada foi enviado nem alterado.',
  'slack.desk.refused.gone':
    'Esta conta não pode mexer em transferências. Nada foi enviado nem alterado.',
  'slack.desk.refused.outsider':
    'Só membros do canal da mesa de atendimento podem mexer em transferências. Nada foi enviado nem alterado.',
  'slack.desk.refused.not-in-group':
    'Só membros do grupo de usuários da mesa de atendimento podem mexer em transferências. Nada foi enviado nem alterado.',
  'slack.desk.transcript': 'Transcrição',
  'slack.desk.transcript.empty': 'Nada foi dito ainda.',
  'slack.desk.transcript.older': 'Anteriores',
  'slack.desk.transcript.newer': 'Seguintes',
  'slack.desk.transcript.close': 'Fechar',
  'slack.desk.return': 'Devolver ao bot',
  'slack.desk.return.note': 'O que o bot deve saber? O cliente não vê.',
  'slack.desk.return.submit': 'Devolver',
  'slack.desk.return.cancel': 'Cancelar',
  'slack.desk.none-here':
    'Nenhuma mesa de atendimento está configurada neste workspace, por isso não há transferências a listar.',
  'slack.desk.list.waiting': 'Em espera:',
  'slack.desk.list.mine': 'Suas:',
  'slack.desk.list.none-waiting': 'Ninguém está esperando.',
  'slack.desk.list.none-mine': 'Você não tem transferências abertas.',
  'slack.desk.list.line': '{customer}: {intent} (desde {time})',
  'slack.desk.list.more': 'Há mais do que o exibido.',
};
