import type { EN_DESK_ERRORS } from '../en-desk-errors.js';
import type { Translated } from '../translated.js';

export const PT_DESK_ERRORS: Translated<typeof EN_DESK_ERRORS> = {
  'desk.error.message.too-long': 'A mensagem é longa demais. Encurte e envie de novo.',
  'desk.error.message.empty': 'A mensagem não tem texto.',
  'desk.error.message.not-yours': 'Só é possível alterar as suas próprias respostas.',
  'desk.error.message.unheard':
    'O que está sendo retirado ainda não está registrado. Envie de novo daqui a pouco.',
  'desk.error.message.not-failed': 'Esta mensagem não falhou.',
  'desk.error.file.refused': 'Este arquivo não é aceito.',
  'desk.error.file.unknown': 'Esse arquivo não existe mais nesta conversa. Envie-o de novo.',
  'desk.error.file.off': 'Arquivos não são aceitos aqui.',
  'desk.error.rate.limited': 'Mensagens demais. Aguarde um momento e envie de novo.',
  'desk.error.store.unavailable': 'Não foi possível registrar a mensagem. Envie de novo.',
  'desk.error.stopping': 'Este servidor está parando. Reconecte e envie de novo.',
  'desk.error.desk.unauthorized': 'É necessário um token de agente válido.',
  'desk.error.sign-in.refused': 'Não é permitido entrar sem token aqui. Use um token de agente.',
  'desk.error.request.too-large': 'A solicitação é grande demais. Envie em várias partes.',
  'desk.error.not-found': 'Isso não existe aqui.',
  'desk.error.handoff.unknown': 'Essa transferência não existe.',
  'desk.error.handoff.taken': 'Outra pessoa está com esta transferência.',
  'desk.error.handoff.not-claimed': 'Primeiro, comece a atender esta transferência.',
  'desk.error.handoff.own':
    'Esta é a sua própria conversa, por isso outra pessoa precisa cuidar dela.',
  'desk.error.handoff.not-filed':
    'Esta transferência ainda está sendo encerrada. Tente de novo em um instante.',
  'desk.error.handoff.not-closed': 'Esta transferência ainda não foi encerrada.',
  'desk.error.handoff.no-approval': 'Nada espera aprovação aqui.',
  'desk.error.handoff.action-under-way':
    'Algo está sendo executado neste caso. Encerre-o quando vir como terminou.',
  'desk.error.conversation.not-bot': 'Uma pessoa já foi chamada ou já está com esta conversa.',
  'desk.error.lane.full':
    'Respostas anteriores ainda estão a caminho. Envie de novo daqui a pouco.',
};
