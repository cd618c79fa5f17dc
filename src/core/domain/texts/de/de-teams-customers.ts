import type { EN_TEAMS_CUSTOMERS } from '../en-teams-customers.js';
import type { Translated } from '../translated.js';

export const DE_TEAMS_CUSTOMERS: Translated<typeof EN_TEAMS_CUSTOMERS> = {
  'teams.customer.welcome':
    'Guten Tag, ich bin {bot}, der Assistent von {tenant}. Fragen Sie mich etwas, oder sagen Sie, dass Sie mit einem Menschen sprechen möchten.',
  'teams.customer.welcome-mention': 'Bitte erwähnen Sie mich in Ihrer Frage.',
  'teams.customer.welcome-examples': 'Zum Beispiel:',
  'teams.customer.too-long':
    'Ihre Nachricht ist zu lang für mich: höchstens {max} Zeichen. Bitte senden Sie sie in kürzeren Teilen.',
  'teams.customer.empty': 'Wie kann ich helfen? Bitte erwähnen Sie mich zusammen mit Ihrer Frage.',
  'teams.customer.unreadable':
    'Das kann ich nicht lesen. Bitte schreiben Sie mir Ihre Frage oder senden Sie ein Bild oder eine Datei.',
  'teams.customer.not-taken':
    'Diese Nachricht konnte ich nicht annehmen. Bitte schreiben Sie sie in anderen Worten.',
  'teams.customer.full':
    'Hier wartet gerade zu vieles, deshalb konnte ich Ihre Nachricht nicht annehmen. Bitte senden Sie sie in einigen Minuten noch einmal.',
  'teams.customer.not-here': 'Hier nehme ich keine Fragen an.',
  'teams.customer.choice-gone': 'Diese Frage lässt sich nicht mehr per Schaltfläche beantworten.',
};
