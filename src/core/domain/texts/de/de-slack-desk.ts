import type { EN_SLACK_DESK } from '../en-slack-desk.js';
import type { Translated } from '../translated.js';

export const DE_SLACK_DESK: Translated<typeof EN_SLACK_DESK> = {
  'slack.desk.intro': 'Was kurz zuvor gesagt wurde:',
  'slack.desk.edited': '(bearbeitet)',
  'slack.desk.open-thread': 'Thread öffnen',
  'slack.desk.escalated': 'Eine Übergabe in {room} hat noch niemand angenommen. {link}',
  'slack.desk.offline':
    'Der Kunde ist offline. Was Sie schreiben, wird zugestellt, sobald er zurück ist.',
  'slack.desk.held-back': 'Nicht an den Kunden gesendet: {agent} hat diese Übergabe.',
  'slack.desk.held-back.open': 'Nicht an den Kunden gesendet.',
  'slack.desk.send': 'An den Kunden senden',
  'slack.desk.send.who':
    'Das kann nur senden, wer es geschrieben oder die Übergabe angenommen hat.',
  'slack.desk.sent-by': 'Von {agent} an den Kunden gesendet.',
  'slack.desk.sent-already': 'Das kann nicht gesendet werden: Es ist nicht mehr da.',
  'slack.desk.sent-before':
    'Das wurde dem Kunden bereits gesendet. Es wurde nicht noch einmal gesendet.',
  'slack.desk.not-taken':
    'Was Sie hier um {time} geschrieben oder geändert haben, konnte nicht angenommen werden; der Kunde sieht nichts davon. Bitte wiederholen Sie es.',
  'slack.desk.not-taken-back':
    'Was Sie hier um {time} gelöscht haben, konnte nicht zurückgenommen werden; der Kunde sieht es vielleicht noch.',
  'slack.desk.files': 'Dateien: {files}',
  'slack.desk.files-not-sent': 'Nicht an den Kunden gesendet: {files}',
  'slack.desk.files-stay':
    'Der Kunde hat {files} noch. Löschen Sie die ganze Nachricht, um das zurückzunehmen.',
  'slack.desk.files-taken-back': 'Datei zurückgenommen: {files}',
  'slack.desk.note-changed': 'Wer das schrieb, hat es inzwischen geändert.',
  'slack.desk.note-gone': 'Wer das schrieb, hat es inzwischen gelöscht.',
  'slack.desk.not-sent-changed':
    'Nichts wurde gesendet: Wer das schrieb, hat es inzwischen geändert.',
  'slack.desk.not-sent-gone': 'Nichts wurde gesendet: Wer das schrieb, hat es inzwischen gelöscht.',
  'slack.desk.taken': '{agent} hat diese Übergabe bereits, seit {time}.',
  'slack.desk.taken.now': '{agent} hat diese Übergabe bereits.',
  'slack.desk.not-claimed': 'Nehmen Sie diese Übergabe zuerst an.',
  'slack.desk.closed': 'Dieser Fall ist geschlossen. Nichts wurde gesendet.',
  'slack.desk.closed-by': 'Dieser Fall wurde von {agent} geschlossen. Nichts wurde gesendet.',
  'slack.desk.closed-edit':
    'Dieser Fall ist geschlossen: Der Kunde sieht noch den früheren Wortlaut. Löschen Sie Ihre Nachricht, um ihn zurückzunehmen.',
  'slack.desk.own': 'Das ist Ihr eigenes Gespräch. Jemand anderes muss sich darum kümmern.',
  'slack.desk.full':
    'Nichts wurde gesendet: Frühere Antworten sind noch unterwegs. Senden Sie es gleich noch einmal.',
  'slack.desk.try-again': 'Das hat gerade nicht geklappt. Bitte versuchen Sie es noch einmal.',
  'slack.desk.problem': 'Das ist nicht möglich: {problem}',
  'slack.desk.edit-note': 'Eine Notiz bleibt eine Notiz: Das wurde nicht an den Kunden gesendet.',
  'slack.desk.edit-mark':
    'Der Kunde sieht noch den früheren Wortlaut: Aus einer Antwort kann keine Notiz werden. Löschen Sie sie, um sie zurückzunehmen.',
  'slack.desk.edit-unmarked':
    'Der Kunde sieht noch den früheren Wortlaut: Was eine Antwort ersetzt, muss ebenfalls mit {mark} beginnen.',
  'slack.desk.not-changed': 'Das kann für den Kunden nicht mehr geändert werden.',
  'slack.desk.action-under-way':
    'In diesem Fall wird gerade etwas ausgeführt. Schließen Sie ihn, sobald Sie hier sehen, wie es ausging.',
  'slack.desk.nothing-to-approve': 'Hier wartet nichts mehr auf eine Genehmigung.',
  'slack.desk.thanks': 'Vielen Dank, das ist notiert.',
  'slack.desk.refused.bot': 'Apps können Übergaben nicht bearbeiten.',
  'slack.desk.refused.guest':
    'Gäste können Übergaben nicht bearbeiten. Nichts wurde gesendet oder geändert.',
  'slack.desk.refused.stranger':
    'Nur Mitglieder dieses Workspace können Übergaben bearbeiten. Nichts wurde gesendet oder geändert.',
  'slack.desk.refused.gone':
    'Dieses Konto kann Übergaben nicht bearbeiten. Nichts wurde gesendet oder geändert.',
  'slack.desk.refused.outsider':
    'Nur Mitglieder des Desk-Channels können Übergaben bearbeiten. Nichts wurde gesendet oder geändert.',
  'slack.desk.refused.not-in-group':
    'Nur Mitglieder der Benutzergruppe des Desks können Übergaben bearbeiten. Nichts wurde gesendet oder geändert.',
  'slack.desk.transcript': 'Verlauf',
  'slack.desk.transcript.empty': 'Noch wurde nichts gesagt.',
  'slack.desk.transcript.older': 'Älter',
  'slack.desk.transcript.newer': 'Neuer',
  'slack.desk.transcript.close': 'Schließen',
  'slack.desk.return': 'Zurück an den Bot',
  'slack.desk.return.note': 'Was soll der Bot wissen? Der Kunde sieht es nicht.',
  'slack.desk.return.submit': 'Zurückgeben',
  'slack.desk.return.cancel': 'Abbrechen',
  'slack.desk.none-here':
    'In diesem Workspace ist kein Desk eingerichtet, deshalb gibt es keine Übergaben anzuzeigen.',
  'slack.desk.list.waiting': 'Wartend:',
  'slack.desk.list.mine': 'Ihre:',
  'slack.desk.list.none-waiting': 'Niemand wartet.',
  'slack.desk.list.none-mine': 'Sie haben keine offenen Übergaben.',
  'slack.desk.list.line': '{customer}: {intent} (seit {time})',
  'slack.desk.list.more': 'Es gibt mehr, als angezeigt werden.',
};
