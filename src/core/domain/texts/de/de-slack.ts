import type { EN_SLACK } from '../en-slack.js';
import type { Translated } from '../translated.js';

export const DE_SLACK: Translated<typeof EN_SLACK> = {
  'slack.sources': 'Quellen:',
  'slack.shortened': 'Gekürzt. Alles steht im Verlauf.',
  'slack.confirm.title': 'Sind Sie sicher?',
  'slack.confirm.deny': 'Abbrechen',
  'slack.customer.thinking': 'denkt nach …',
  'slack.customer.too-long':
    'Ihre Nachricht ist zu lang für mich: höchstens {max} Zeichen. Bitte senden Sie sie in kürzeren Teilen.',
  'slack.customer.empty': 'Wie kann ich helfen? Bitte erwähnen Sie mich zusammen mit Ihrer Frage.',
  'slack.customer.not-taken':
    'Diese Nachricht konnte ich nicht annehmen. Bitte schreiben Sie sie in anderen Worten.',
  'slack.customer.full':
    'Hier wartet gerade zu vieles, deshalb konnte ich Ihre Nachricht nicht annehmen. Bitte senden Sie sie in einigen Minuten noch einmal.',
  'slack.customer.not-here': 'Hier nehme ich keine Fragen an.',
  'slack.customer.choice-gone': 'Diese Frage lässt sich nicht mehr per Schaltfläche beantworten.',
  'slack.customer.chosen': '{name} hat gewählt: {choice}',
  'slack.customer.corrected': 'Berichtigung einer früheren Nachricht:',
  'slack.customer.taken-back':
    'Eine frühere Nachricht wurde zurückgenommen. Bitte beachten Sie sie nicht.',
  'slack.error.room-gone': 'Slack kennt diesen Raum nicht, oder der Bot darf ihn nicht sehen.',
  'slack.error.not-in-room':
    'Der Bot ist nicht in diesem Slack-Raum. Laden Sie ihn mit /invite ein.',
  'slack.error.archived': 'Dieser Slack-Raum ist archiviert.',
  'slack.error.read-only': 'Slack lässt niemanden, oder den Bot nicht, in diesem Raum schreiben.',
  'slack.error.token': 'Slack lehnt das Token der App ab. Sie muss neu installiert werden.',
  'slack.error.scope':
    'Der Slack-App fehlt eine Berechtigung. Sie muss mit allen Scopes neu installiert werden.',
  'slack.error.person-gone': 'Diese Person ist in Slack nicht mehr erreichbar.',
  'slack.error.message-gone': 'Die Nachricht ist in Slack nicht mehr da.',
  'slack.error.not-editable': 'Slack lässt diese Nachricht nicht ändern.',
  'slack.error.too-long': 'Die Nachricht ist zu lang für Slack.',
  'slack.error.refused': 'Slack hat die Nachricht nicht angenommen ({error}).',
  'slack.error.connect': 'Das andere Unternehmen erlaubt das im geteilten Slack-Raum nicht.',
  'slack.error.busy': 'Slack bittet zu warten: zu viele Nachrichten.',
  'slack.error.down': 'Slack hat selbst ein Problem ({error}).',
  'slack.error.moving':
    'Dieser Slack-Workspace wird gerade umgezogen und ist eine Weile nicht erreichbar.',
  'slack.error.network': 'Slack ist nicht erreichbar.',
  'slack.error.file': 'Eine mitgesendete Datei kann gerade nicht gelesen werden.',
  'slack.error.unknown': 'Slack hat mit einem Problem geantwortet, das wir nicht kennen ({error}).',
};
