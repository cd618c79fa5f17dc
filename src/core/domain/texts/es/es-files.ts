import type { EN_FILES } from '../en-files.js';
import type { Translated } from '../translated.js';

export const ES_FILES: Translated<typeof EN_FILES> = {
  'files.kept':
    'No puedo ver el contenido de los archivos, pero los guardo para nuestro equipo: {files}',
  'files.kept-only':
    'No puedo ver el contenido de los archivos, pero los guardo para nuestro equipo: {files}. ¿De qué se trata? Si prefiere hablar con una persona, solo tiene que decirlo.',
  'files.what-about':
    'Dígame con palabras de qué se trata. Si prefiere hablar con una persona, solo tiene que decirlo.',
  'files.refused': 'No se ha podido recibir {file}: {why}.',
  'files.not-received': 'No recibidos: {files}',
  'files.not-passed-on': 'No entregados: {files}',
  'files.not-passed-on-from': '{file}, de {agent}, no se le ha podido entregar: {why}.',
  'files.link': '{file} se puede descargar aquí durante un tiempo: {url}',
  'files.why.name': 'su nombre contiene signos que un archivo no puede llevar',
  'files.why.kind': 'aquí no se aceptan archivos de este tipo',
  'files.why.too-large': 'es demasiado grande; {max} como máximo',
  'files.why.too-many': 'demasiados archivos a la vez; {max} como máximo',
  'files.why.empty': 'está vacío',
  'files.why.bomb': 'es un archivo comprimido que ocuparía demasiado al descomprimirlo',
  'files.why.gone': 'ya no existe o no se puede descargar',
  'files.attach': 'Adjuntar archivos',
  'files.drop': 'Suelte los archivos aquí',
  'files.uploading': 'Subiendo {file}: {percent} %',
  'files.uploaded': '{file} está listo para enviarse',
  'files.retry': 'Reintentar',
  'files.retry-one': 'Volver a subir {file}',
  'files.remove': 'Quitar {file}',
  'files.cancel': 'Cancelar la subida de {file}',
  'files.download': 'Descargar {file}',
  'files.open': 'Abrir {file}',
  'files.upload-failed': 'No se ha podido subir {file}.',
  'files.offline': 'No se ha podido subir {file}: sin conexión.',
  'files.too-many':
    'Solo se pueden enviar {max} archivos por mensaje; se han descartado {count} más.',
  'files.sending': 'Se enviará cuando se hayan subido los archivos…',
  'files.list': 'Archivos',
  'files.check': 'Quite lo que no se ha podido subir o inténtelo de nuevo.',
  'files.not-there': '{file} ya no se puede descargar.',
  'files.not-now': '{file} no se puede descargar en este momento. Inténtelo de nuevo enseguida.',
  'files.off': 'Aquí no se aceptan archivos.',
  'files.page.expired':
    'Este enlace ya no es válido. Abra de nuevo el archivo desde la conversación o pida que se lo envíen otra vez, por favor.',
  'files.page.none': 'Aquí no existe ese archivo.',
  'files.page.problem': 'No se ha podido recibir este archivo: {why}.',
  'card.files': 'Archivos enviados',
  'desk.files.not-received': 'Archivos no recibidos: {files}',
  'desk.files.not-sent': 'Archivos no enviados: {files}',
  'desk.files.refused': 'No se ha podido recibir {file}, de {name}: {why}.',
  'desk.files.refused-own':
    '{agent}, su archivo {file} no se ha podido entregar al cliente: {why}.',
  'desk.files.link': '{file} se puede descargar aquí durante un tiempo: {url}',
  'desk.files.no-notes': 'Una nota no puede llevar archivos.',
  'desk.files.unsent': 'Su respuesta a {name} no se ha enviado: no se pudo subir un archivo.',
};
