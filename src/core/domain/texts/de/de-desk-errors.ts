import type { EN_DESK_ERRORS } from '../en-desk-errors.js';
import type { Translated } from '../translated.js';

export const DE_DESK_ERRORS: Translated<typeof EN_DESK_ERRORS> = {
  'desk.error.message.too-long':
    'Die Nachricht ist zu lang. Kürzen Sie sie und senden Sie sie noch einmal.',
  'desk.error.message.empty': 'Die Nachricht hat keinen Text.',
  'desk.error.message.not-yours': 'Nur eigene Antworten können geändert werden.',
  'desk.error.message.unheard':
    'Was hier zurückgenommen wird, ist noch nicht festgehalten. Senden Sie es gleich noch einmal.',
  'desk.error.message.not-failed': 'Diese Nachricht ist nicht gescheitert.',
  'desk.error.file.refused': 'Diese Datei wird nicht angenommen.',
  'desk.error.file.unknown':
    'Diese Datei gibt es in diesem Gespräch nicht mehr. Laden Sie sie noch einmal hoch.',
  'desk.error.file.off': 'Dateien werden hier nicht angenommen.',
  'desk.error.rate.limited':
    'Zu viele Nachrichten. Warten Sie einen Moment und senden Sie es noch einmal.',
  'desk.error.store.unavailable':
    'Die Nachricht konnte nicht gespeichert werden. Senden Sie sie noch einmal.',
  'desk.error.stopping':
    'Dieser Server wird angehalten. Verbinden Sie sich neu und senden Sie es noch einmal.',
  'desk.error.desk.unauthorized': 'Ein gültiges Zugangstoken wird benötigt.',
  'desk.error.sign-in.refused':
    'Anmelden ohne Token ist hier nicht erlaubt. Verwenden Sie ein Zugangstoken.',
  'desk.error.request.too-large': 'Die Anfrage ist zu groß. Senden Sie sie in mehreren Teilen.',
  'desk.error.not-found': 'Das gibt es hier nicht.',
  'desk.error.handoff.unknown': 'Diese Übergabe gibt es nicht.',
  'desk.error.handoff.taken': 'Jemand anderes hat diese Übergabe.',
  'desk.error.handoff.not-claimed': 'Nehmen Sie diese Übergabe zuerst an.',
  'desk.error.handoff.own':
    'Das ist Ihr eigenes Gespräch, deshalb muss sich jemand anderes darum kümmern.',
  'desk.error.handoff.not-filed':
    'Diese Übergabe wird noch geschlossen. Versuchen Sie es gleich noch einmal.',
  'desk.error.handoff.not-closed': 'Diese Übergabe ist noch nicht geschlossen.',
  'desk.error.handoff.no-approval': 'Hier wartet nichts auf eine Genehmigung.',
  'desk.error.handoff.action-under-way':
    'In diesem Fall wird gerade etwas ausgeführt. Schließen Sie ihn, sobald Sie sehen, wie es ausging.',
  'desk.error.conversation.not-bot': 'Ein Mensch ist bereits gerufen oder hat dieses Gespräch.',
  'desk.error.lane.full':
    'Frühere Antworten sind noch unterwegs. Senden Sie es gleich noch einmal.',
};
