import type { EN_ACTIONS } from '../en-actions.js';
import type { Translated } from '../translated.js';

export const PT_ACTIONS: Translated<typeof EN_ACTIONS> = {
  'action.ask': 'Para “{action}”, preciso de mais um dado: {parameter}?',
  'action.ask-again': 'Não consigo usar essa resposta: o valor {problem}. {question}',
  'action.not-understood': 'Não consegui ler isso. {question}',
  'action.confirm': 'Posso executar esta ação: {action}?',
  'action.yes': 'Sim, pode fazer',
  'action.no': 'Não',
  'action.cancelled': 'Tudo bem, deixei como estava: “{action}” não foi executado.',
  'action.reminder': 'Agora, de volta a “{action}”. {question}',
  'action.not-allowed':
    'Só posso executar “{action}” para a pessoa a quem esta conversa pertence. Nada foi feito.',
  'action.not-known':
    'Para “{action}”, preciso ter certeza de quem você é, e aqui isso não é possível. Entre na sua conta e escreva de novo, ou fale com uma pessoa.',
  'action.not-entitled':
    'Não posso executar “{action}” para esta conta. Uma pessoa pode explicar melhor.',
  'action.for-another':
    'Quem deve responder é {customer}, que fez o pedido: {action}. Nada foi feito nem interrompido.',
  'action.button-over': 'Esta pergunta não pode mais ser respondida com um botão.',
  'action.under-way': 'Ainda estou cuidando de “{action}”. Vamos terminar isso primeiro.',
  'action.approving':
    'Obrigado. Alguém da nossa equipe precisa aprovar “{action}” antes. Já encaminhei o pedido, e você saberá aqui como ficou.',
  'action.done': 'Feito: {action}.',
  'action.failed':
    'Não deu certo: “{action}” não foi executado. Alguém da nossa equipe vai assumir e responder a você aqui mesmo.',
  'action.failed-told': 'Não deu certo: “{action}” não foi executado.',
  'action.unknown':
    'Não consigo saber se “{action}” foi concluído, por isso não vou tentar de novo. Alguém da nossa equipe vai verificar e responder a você aqui mesmo.',
  'action.unknown-told':
    'Não consigo saber se “{action}” foi concluído, por isso não há nova tentativa automática.',
  'action.late': 'No fim, “{action}” deu certo: {text}',
  'action.rejected': 'Alguém da nossa equipe analisou e não aprovou “{action}”; nada foi feito.',
  'action.expired':
    'Ninguém conseguiu aprovar “{action}” a tempo, por isso nada foi feito. Se ainda quiser, é só escrever de novo.',
  'action.closed':
    'Não houve decisão sobre “{action}”, por isso nada foi feito. Se ainda quiser, é só escrever de novo.',
  'action.card.closed': 'Não executado; o caso foi encerrado sem decisão.',
  'action.card.collecting': 'Iniciado, não executado. O bot tem: {values}',
  'action.card.confirming': 'Não executado. Foi pedida a confirmação do cliente: {values}',
  'action.card.approving': 'Não executado. Aguarda aprovação: {values}',
  'action.card.running': 'Em andamento desde {time}; ainda não se sabe como terminou. {values}',
  'action.card.nothing-yet': 'nada ainda',
  'action.card.stopped':
    'Não executado; interrompido ao passar para uma pessoa. O bot tinha: {values}',
  'action.card.cancelled': 'Não executado; o cliente não quis mais.',
  'action.card.rejected': 'Não executado; {agent} não aprovou.',
  'action.card.expired': 'Não executado; ninguém aprovou a tempo.',
  'action.card.failed': 'Não executado. {trouble}',
  'action.card.unknown':
    'NÃO SE SABE se isto foi executado; não haverá nova tentativa. {trouble} Pedido em {time}, referência {key}, com {values}.',
  'action.card.useless':
    'Para “{action}”, perguntou-se ao cliente {count} vezes: {parameter}. Nenhuma resposta serviu.',
  'action.next.failed': 'Faça manualmente ou diga ao cliente por que não: {action}.',
  'action.next.unknown':
    'Descubra se foi executado e só então faça manualmente ou avise o cliente: {action}.',
  'action.card.needs-approval': 'Um agente precisa aprovar “{action}” a cada vez.',
  'action.card.approve-why': 'O cliente confirmou; só é executado depois da aprovação.',
  'action.desk.ended': '{action}: {text}',
  'action.desk.late': '{action}: o resultado agora é conhecido. {text}',
  'action.trouble.unreachable': 'Não foi possível acessar o outro sistema.',
  'action.trouble.private-address': 'O endereço do outro sistema não pode ser chamado.',
  'action.trouble.refused': 'O outro sistema recusou ({detail}).',
  'action.trouble.busy': 'O outro sistema estava sobrecarregado ({detail}).',
  'action.trouble.server-error': 'O outro sistema teve um problema próprio ({detail}).',
  'action.trouble.redirect': 'O outro sistema apontou para outro lugar, o que não é seguido.',
  'action.trouble.accepted':
    'O outro sistema aceitou o pedido e não disse como terminou ({detail}).',
  'action.trouble.bad-answer': 'O outro sistema respondeu algo que não se consegue ler.',
  'action.trouble.timeout': 'O outro sistema não respondeu a tempo.',
  'action.trouble.broken-off': 'A conexão caiu antes de chegar uma resposta.',
  'action.trouble.process-ended': 'O gateway foi parado no meio do processo.',
  'action.trouble.not-configured': 'Não está mais na configuração.',
  'action.problem.missing': 'ainda falta',
  'action.problem.unknown': 'não é necessário aqui',
  'action.problem.unfitting': 'não combina com o resto',
  'action.problem.text': 'precisa ser um texto',
  'action.problem.number': 'precisa ser um número',
  'action.problem.whole-number': 'precisa ser um número inteiro',
  'action.problem.yes-or-no': 'precisa ser sim ou não',
  'action.problem.choice': 'precisa ser um destes: {choices}',
  'action.problem.form': 'não tem o formato certo',
  'action.problem.date': 'precisa ser uma data, como 2026-12-24',
  'action.problem.email': 'precisa ser um endereço de e-mail',
  'action.problem.uri': 'precisa ser um endereço web, como https://shop.example/page',
  'action.problem.uuid':
    'precisa ser uma referência no formato 123e4567-e89b-12d3-a456-426614174000',
  'action.problem.too-short': 'precisa de pelo menos {limit} caracteres',
  'action.problem.too-long': 'pode ter no máximo {limit} caracteres',
  'action.problem.too-small': 'precisa ser {limit} ou mais',
  'action.problem.too-large': 'precisa ser {limit} ou menos',
  'action.problem.not-above': 'precisa ser maior que {limit}',
  'action.problem.not-below': 'precisa ser menor que {limit}',
  'action.problem.no-multiple': 'precisa ser um múltiplo de {limit}',
  'action.order-status.preparing':
    'O pedido {order} da nossa loja de demonstração está sendo preparado e sai do depósito amanhã.',
  'action.order-status.on-its-way':
    'O pedido {order} da nossa loja de demonstração está a caminho e deve chegar em até dois dias.',
  'action.order-status.delivered':
    'O pedido {order} da nossa loja de demonstração foi entregue há três dias.',
  'action.order-status.unknown':
    'Não há nenhum pedido {order} na nossa loja de demonstração. Ela tem apenas estes exemplos: {samples}.',
};
