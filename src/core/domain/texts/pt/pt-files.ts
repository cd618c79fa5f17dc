import type { EN_FILES } from '../en-files.js';
import type { Translated } from '../translated.js';

export const PT_FILES: Translated<typeof EN_FILES> = {
  'files.kept':
    'Não consigo ver o conteúdo de arquivos, mas guardo tudo para a nossa equipe: {files}',
  'files.kept-only':
    'Não consigo ver o conteúdo de arquivos, mas guardo tudo para a nossa equipe: {files}. Do que se trata? Se preferir falar com uma pessoa, é só dizer.',
  'files.what-about':
    'Diga em palavras do que se trata. Se preferir falar com uma pessoa, é só dizer.',
  'files.refused': 'Não foi possível receber {file}: {why}.',
  'files.not-received': 'Não recebidos: {files}',
  'files.not-passed-on': 'Não repassados: {files}',
  'files.not-passed-on-from': 'Não foi possível repassar a você {file}, de {agent}: {why}.',
  'files.link': '{file} pode ser baixado aqui por algum tempo: {url}',
  'files.why.name': 'o nome tem sinais que um nome de arquivo não pode ter',
  'files.why.kind': 'arquivos deste tipo não são aceitos aqui',
  'files.why.too-large': 'é grande demais; no máximo {max}',
  'files.why.too-many': 'arquivos demais de uma vez; no máximo {max}',
  'files.why.empty': 'está vazio',
  'files.why.bomb': 'é um arquivo compactado que ficaria grande demais ao ser aberto',
  'files.why.gone': 'não existe mais ou não pode ser baixado',
  'files.attach': 'Anexar arquivos',
  'files.drop': 'Solte os arquivos aqui',
  'files.uploading': 'Enviando {file}: {percent} %',
  'files.uploaded': '{file} está pronto para ser enviado',
  'files.retry': 'Tentar de novo',
  'files.retry-one': 'Enviar {file} de novo',
  'files.remove': 'Remover {file}',
  'files.cancel': 'Cancelar o envio de {file}',
  'files.download': 'Baixar {file}',
  'files.open': 'Abrir {file}',
  'files.upload-failed': 'Não foi possível enviar {file}.',
  'files.offline': 'Não foi possível enviar {file}: sem conexão.',
  'files.too-many':
    'Só é possível enviar {max} arquivos por mensagem; {count} a mais ficaram de fora.',
  'files.sending': 'A mensagem será enviada quando os arquivos terminarem de subir…',
  'files.list': 'Arquivos',
  'files.check': 'Remova o que não foi enviado ou tente de novo.',
  'files.not-there': '{file} não pode mais ser baixado.',
  'files.not-now': '{file} não pode ser baixado agora. Tente de novo daqui a pouco.',
  'files.off': 'Arquivos não são aceitos aqui.',
  'files.page.expired':
    'Este link não é mais válido. Abra o arquivo de novo a partir da conversa ou peça que o enviem outra vez, por favor.',
  'files.page.none': 'Esse arquivo não existe aqui.',
  'files.page.problem': 'Não foi possível receber este arquivo: {why}.',
  'card.files': 'Arquivos enviados',
  'desk.files.not-received': 'Arquivos não recebidos: {files}',
  'desk.files.not-sent': 'Arquivos não enviados: {files}',
  'desk.files.refused': 'Não foi possível receber {file}, de {name}: {why}.',
  'desk.files.refused-own':
    '{agent}, não foi possível repassar seu arquivo {file} ao cliente: {why}.',
  'desk.files.link': '{file} pode ser baixado aqui por algum tempo: {url}',
  'desk.files.no-notes': 'Uma nota não pode ter arquivos.',
  'desk.files.unsent':
    'Sua resposta para {name} não foi enviada: não foi possível enviar um arquivo.',
};
