import type { EN_FILES } from '../en-files.js';
import type { Translated } from '../translated.js';

export const DE_FILES: Translated<typeof EN_FILES> = {
  'files.kept':
    'Ich kann selbst nicht in Dateien hineinsehen, bewahre sie aber für unser Team auf: {files}',
  'files.kept-only':
    'Ich kann selbst nicht in Dateien hineinsehen, bewahre sie aber für unser Team auf: {files}. Worum geht es? Wenn Sie lieber mit einem Menschen sprechen möchten, sagen Sie es einfach.',
  'files.what-about':
    'Bitte sagen Sie mir in Worten, worum es geht. Wenn Sie lieber mit einem Menschen sprechen möchten, sagen Sie es einfach.',
  'files.refused': '{file} konnte nicht angenommen werden: {why}.',
  'files.not-received': 'Nicht angekommen: {files}',
  'files.not-passed-on': 'Nicht weitergegeben: {files}',
  'files.not-passed-on-from': '{file} von {agent} konnte nicht an Sie weitergegeben werden: {why}.',
  'files.link': '{file} kann eine Zeit lang hier abgerufen werden: {url}',
  'files.why.name': 'der Name enthält Zeichen, die kein Dateiname haben darf',
  'files.why.kind': 'Dateien dieser Art werden hier nicht angenommen',
  'files.why.too-large': 'sie ist zu groß; höchstens {max}',
  'files.why.too-many': 'zu viele Dateien auf einmal; höchstens {max}',
  'files.why.empty': 'sie ist leer',
  'files.why.bomb': 'sie ist ein Archiv, das entpackt viel zu groß würde',
  'files.why.gone': 'sie ist nicht mehr da oder darf nicht abgerufen werden',
  'files.attach': 'Dateien anhängen',
  'files.drop': 'Dateien hier ablegen',
  'files.uploading': '{file} wird hochgeladen: {percent} %',
  'files.uploaded': '{file} kann gesendet werden',
  'files.retry': 'Erneut versuchen',
  'files.retry-one': '{file} erneut hochladen',
  'files.remove': '{file} entfernen',
  'files.cancel': 'Hochladen von {file} abbrechen',
  'files.download': '{file} herunterladen',
  'files.open': '{file} öffnen',
  'files.upload-failed': '{file} konnte nicht hochgeladen werden.',
  'files.offline': '{file} konnte nicht hochgeladen werden: keine Verbindung.',
  'files.too-many':
    'Mit einer Nachricht können nur {max} Dateien gesendet werden; {count} weitere wurden weggelassen.',
  'files.sending': 'Wird gesendet, sobald die Dateien hochgeladen sind …',
  'files.list': 'Dateien',
  'files.check':
    'Entfernen Sie, was nicht hochgeladen werden konnte, oder versuchen Sie es noch einmal.',
  'files.not-there': '{file} kann nicht mehr abgerufen werden.',
  'files.not-now':
    '{file} kann gerade nicht abgerufen werden. Bitte versuchen Sie es gleich noch einmal.',
  'files.off': 'Dateien werden hier nicht angenommen.',
  'files.page.expired':
    'Dieser Link ist nicht mehr gültig. Bitte öffnen Sie die Datei noch einmal aus dem Gespräch oder lassen Sie sie sich noch einmal schicken.',
  'files.page.none': 'Diese Datei gibt es hier nicht.',
  'files.page.problem': 'Diese Datei konnte nicht angenommen werden: {why}.',
  'card.files': 'Gesendete Dateien',
  'desk.files.not-received': 'Nicht empfangene Dateien: {files}',
  'desk.files.not-sent': 'Nicht gesendete Dateien: {files}',
  'desk.files.refused': '{file} von {name} konnte nicht angenommen werden: {why}.',
  'desk.files.refused-own':
    '{agent}, Ihre Datei {file} konnte nicht an den Kunden weitergegeben werden: {why}.',
  'desk.files.link': '{file} kann eine Zeit lang hier abgerufen werden: {url}',
  'desk.files.no-notes': 'Mit einer Notiz können keine Dateien aufbewahrt werden.',
  'desk.files.unsent':
    'Ihre Antwort an {name} wurde nicht gesendet: Eine Datei konnte nicht hochgeladen werden.',
};
