import type { EN_BRIEF } from '../en-brief.js';
import type { Translated } from '../translated.js';

export const DE_BRIEF: Translated<typeof EN_BRIEF> = {
  'brief.first-contact': 'Erster Kontakt in diesem Gespräch.',
  'brief.before': 'Davor: Nachrichten des Kunden: {asked}, Antworten des Bots: {answered}.',
  'brief.resolved': '{agent} hat eine frühere Übergabe abgeschlossen.',
  'brief.returned': '{agent} hat eine frühere Übergabe an den Bot zurückgegeben.',
  'brief.next.user_request': 'Begrüßen und übernehmen; gewünscht wurde ein Mensch.',
  'brief.next.model_unavailable': 'Die offene Frage beantworten; der Bot konnte es nicht.',
  'brief.next.turn_failed': 'Die offene Frage beantworten; der Bot ist mehrfach daran gescheitert.',
  'brief.next.unsupported': 'Prüfen, ob wir hierbei helfen können.',
  'brief.next.agent_takeover': 'Das Gespräch fortführen.',
  'brief.asked-person': 'Der Kunde hat nach einem Menschen gefragt.',
  'brief.not-helpful':
    'Eine Antwort hat nicht geholfen, und der Kunde hat nach einem Menschen gefragt.',
  'brief.no-answer': '{mind} hat nicht geantwortet ({problem}).',
  'brief.never-ended': 'Die Antwort wurde {times}-mal begonnen und nie beendet.',
  'brief.outside-again':
    'Der Kunde hat erneut nach etwas gefragt, das nicht in den Bereich des Bots fällt.',
  'brief.taken-over': '{agent} hat das Gespräch vom Bot übernommen.',
  'brief.too-many':
    'Mehr Fragen auf einmal, als der Bot allein beantwortet; im Entwurf steht, was gefunden wurde.',
  'brief.nothing-shared': 'Kein Abschnitt teilt ein aussagekräftiges Wort mit der Frage.',
  'brief.too-little-shared':
    'Der nächstliegende Abschnitt hat nur {percent} % der aussagekräftigen Wörter der Frage.',
  'brief.asks-nothing': 'Die Nachricht fragt nichts, was die Artikel beantworten könnten.',
  'brief.found-nowhere': 'Gesucht: {words}; in keinem Artikel kommt etwas davon vor.',
  'brief.found-too-little':
    'Gesucht: {words}; der nächstliegende Artikel, „{article}“, sagt zu wenig dazu.',
  'brief.found-without':
    'Gesucht: {words}; der nächstliegende Artikel, „{article}“, sagt nichts über {missing}.',
  'brief.write-article': 'Aus eigenem Wissen antworten und einen Artikel über {words} erwägen.',
  'brief.check-article':
    'Aus eigenem Wissen antworten und einen Artikel über {words} erwägen. Vorher „{article}“ prüfen.',
  'brief.uncited': 'Claude hat zweimal geantwortet, ohne eine Textstelle zu nennen, die das sagt.',
  'brief.next.uncited':
    'Die gefundenen Textstellen ansehen und selbst beantworten, was dort nicht steht.',
  'brief.cut-off': 'Die Antwort wurde länger, als sie sein darf, und wurde abgeschnitten.',
  'brief.context-full': 'Das Gespräch wurde länger, als Claude auf einmal lesen kann.',
  'brief.declined': 'Claude hat wegen seiner Sicherheitsregeln nicht geantwortet ({rules}).',
  'brief.draft-cut': 'Der Antwortentwurf endet dort, wo die Antwort abgeschnitten wurde.',
  'brief.next.declined':
    'Lesen, was der Kunde geschrieben hat, und entscheiden, wie zu antworten ist.',
  'brief.next.finish-draft': 'Den Antwortentwurf prüfen und fertigstellen.',
  'brief.quoted': '„{word}“',
  'brief.this': 'dieses Thema',
  'brief.the-message': 'die Nachricht',
};
