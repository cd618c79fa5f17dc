import type { EN_TEAMS } from '../en-teams.js';
import type { Translated } from '../translated.js';

export const DE_TEAMS: Translated<typeof EN_TEAMS> = {
  'teams.sources': 'Quellen:',
  'teams.chosen': '{name} hat gewählt: {choice}',
  'teams.corrected': 'Berichtigung einer früheren Nachricht:',
  'teams.taken-back': 'Eine frühere Nachricht wurde zurückgenommen. Bitte beachten Sie sie nicht.',
  'teams.error.not-there':
    'Der Bot ist nicht mehr in diesem Teams-Chat. Der Kunde muss die App wieder hinzufügen.',
  'teams.error.blocked': 'Der Kunde hat den Bot in Teams blockiert.',
  'teams.error.disabled': 'Die Administration hat den Bot in Teams abgeschaltet.',
  'teams.error.forbidden': 'Teams erlaubt dem Bot das nicht ({error}).',
  'teams.error.room-gone': 'Teams kennt diesen Chat nicht mehr.',
  'teams.error.message-gone': 'Die Nachricht ist in Teams nicht mehr da.',
  'teams.error.token':
    'Teams lehnt die Zugangsdaten des Bots ab. Sie müssen in der Konfiguration berichtigt werden.',
  'teams.error.host': 'Dieser Teams-Chat wird anderswo betrieben ({error}).',
  'teams.error.address': 'Es ist nicht bekannt, wo in Teams dieses Gespräch ist.',
  'teams.error.too-long': 'Die Nachricht ist zu lang für Teams.',
  'teams.error.refused': 'Teams hat die Nachricht nicht angenommen ({error}).',
  'teams.error.busy': 'Teams bittet zu warten: zu viele Nachrichten.',
  'teams.error.down': 'Teams hat selbst ein Problem ({error}).',
  'teams.error.network': 'Teams ist nicht erreichbar.',
  'teams.error.file': 'Eine mitgesendete Datei kann gerade nicht gelesen werden.',
  'teams.error.unknown': 'Teams hat mit einem Problem geantwortet, das wir nicht kennen ({error}).',
};
