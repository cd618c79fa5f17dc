import type { EN_ROUTING } from '../en-routing.js';
import type { Translated } from '../translated.js';

export const DE_ROUTING: Translated<typeof EN_ROUTING> = {
  'brief.seems-person':
    'Der Kunde möchte anscheinend einen Menschen, ohne es ausdrücklich zu sagen.',
  'brief.pattern': 'Der Kunde schrieb „{pattern}“; das geht laut Einstellungen an einen Menschen.',
  'brief.frustrated': 'Anzeichen von Unmut: {signs}.',
  'brief.sign.repetition': 'fragt fast dasselbe noch einmal',
  'brief.sign.not-helpful': 'sagt, dass eine Antwort nicht geholfen hat',
  'brief.sign.capitals': 'schreibt in Großbuchstaben',
  'brief.sign.insult': 'verwendet harte Worte',
  'brief.sign.complaint': 'beschwert sich über dieses Gespräch oder den Service',
  'brief.sign.low-rating': 'hat schlecht bewertet',
  'brief.sign.falling-rating': 'hat schlechter bewertet als zuvor',
  'brief.sign.earlier': 'war schon früher in diesem Gespräch unzufrieden',
  'brief.rule': 'Eine Regel für „{title}“: {what}.',
  'brief.rule.topics': 'es geht um „{topic}“',
  'brief.rule.amount': '{amount} ist mehr als {limit}',
  'brief.rule.account': '{name} ist {value}',
  'brief.rule.confidence': 'der Bot war sich zu {sure} % sicher, weniger als {limit} %',
};
