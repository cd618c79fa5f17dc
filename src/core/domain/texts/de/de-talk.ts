import type { EN_TALK } from '../en-talk.js';
import type { Translated } from '../translated.js';

export const DE_TALK: Translated<typeof EN_TALK> = {
  'handoff.opened':
    'Ich gebe das an jemanden aus unserem Team weiter. Die Antwort bekommen Sie gleich hier.',
  'handoff.failed':
    'Bei uns ist etwas schiefgegangen. Jemand aus unserem Team übernimmt und antwortet Ihnen gleich hier.',
  'handoff.returned': 'Sie sprechen wieder mit {bot}.',
  'handoff.resolved':
    '{agent} hat das als gelöst markiert. Wenn noch etwas ist, schreiben Sie einfach wieder.',
  'scope.note':
    'Ich helfe gern bei Fragen zu {tenant}: Bestellungen, Lieferungen, Rücksendungen, Zahlungen und Ähnlichem. Was möchten Sie wissen?',
  'rating.ask': 'Wie war das für Sie?',
  'rating.thanks': 'Vielen Dank für Ihre Rückmeldung.',
  'rating.1': 'Sehr schlecht',
  'rating.2': 'Schlecht',
  'rating.3': 'Mittelmäßig',
  'rating.4': 'Gut',
  'rating.5': 'Sehr gut',
  'feedback.helpful': 'Hilfreich',
  'feedback.not-helpful': 'Nicht hilfreich',
  'feedback.person': 'Mit einem Menschen sprechen',
  'feedback.thanks': '{name} hat gewählt: {choice}. Vielen Dank für die Rückmeldung.',
  'feedback.not-yours': 'Nur wer hier mit mir spricht, kann sagen, ob das geholfen hat.',
  'memory.condensed':
    'Wir haben über vieles gesprochen, deshalb behalte ich vom älteren Teil nur noch die wichtigsten Fakten. Wenn ich etwas vergessen zu haben scheine, sagen Sie es mir einfach noch einmal.',
  'memory.afresh':
    'Das ist ein langes Gespräch geworden. Wenn Sie mit etwas Neuem beginnen möchten, schreiben Sie „neu anfangen“, und ich lege beiseite, worüber wir gesprochen haben.',
  'memory.started-over':
    'In Ordnung, wir fangen neu an: Was wir besprochen haben, habe ich beiseitegelegt. Wie kann ich Ihnen helfen?',
  'bot.hello': 'Guten Tag! Ich bin {bot}, der Assistent von {tenant}. Wie kann ich Ihnen helfen?',
  'bot.hello-named':
    'Guten Tag, {name}! Ich bin {bot}, der Assistent von {tenant}. Wie kann ich Ihnen helfen?',
  'bot.hello-again': 'Guten Tag noch einmal. Wie kann ich Ihnen helfen?',
  'bot.hello-again-named': 'Guten Tag noch einmal, {name}. Wie kann ich Ihnen helfen?',
  'bot.welcome-back': 'Willkommen zurück! Zuletzt haben wir am {day} miteinander gesprochen.',
  'bot.welcome-back-named':
    'Willkommen zurück, {name}! Zuletzt haben wir am {day} miteinander gesprochen.',
  'bot.how-help': 'Wie kann ich Ihnen helfen?',
  'bot.on-record': 'Ich habe mir noch gemerkt: „{words}“',
  'bot.thanks': 'Gern geschehen! Wenn noch etwas ist, schreiben Sie einfach hier.',
  'bot.bye': 'Auf Wiedersehen und einen schönen Tag!',
  'bot.glad': 'Das freut mich. Wenn noch etwas ist, schreiben Sie einfach hier.',
  'bot.noted': 'Vielen Dank, das habe ich mir gemerkt. Womit kann ich Ihnen helfen?',
  'bot.help': 'Gern. Worum geht es?',
  'bot.told': '{agent} hat Ihnen am {day} geschrieben: „{words}“',
  'bot.resolved': '{agent} hat das am {day} als gelöst markiert.',
  'bot.returned': '{agent} hat mir das Gespräch am {day} zurückgegeben.',
  'bot.expired': '{agent} hat den Fall am {day} geschlossen, da nichts mehr kam.',
  'bot.talk-with': 'Ihr Gespräch mit {agent}',
  'bot.you-wrote': 'Sie schrieben am {day}: „{words}“',
  'bot.they-wrote': '{name} schrieb am {day}: „{words}“',
  'bot.was-said': 'Am {day} wurde hier gesagt: „{words}“',
  'bot.said-before': 'Was hier zuvor gesagt wurde',
};
