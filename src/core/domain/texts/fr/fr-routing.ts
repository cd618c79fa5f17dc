import type { EN_ROUTING } from '../en-routing.js';
import type { Translated } from '../translated.js';

export const FR_ROUTING: Translated<typeof EN_ROUTING> = {
  'brief.seems-person': 'Le client semble vouloir une personne, sans le dire clairement.',
  'brief.pattern':
    'Le client a écrit « {pattern} », ce qui, d’après les réglages, revient à une personne.',
  'brief.frustrated': 'Signes d’agacement : {signs}.',
  'brief.sign.repetition': 'repose presque la même question',
  'brief.sign.not-helpful': 'dit qu’une réponse n’a pas aidé',
  'brief.sign.capitals': 'écrit en majuscules',
  'brief.sign.insult': 'emploie des mots durs',
  'brief.sign.complaint': 'se plaint de cette conversation ou du service',
  'brief.sign.low-rating': 'a donné une mauvaise note',
  'brief.sign.falling-rating': 'a donné une note plus basse qu’avant',
  'brief.sign.earlier': 'était déjà mécontent dans cette conversation',
  'brief.rule': 'Une règle pour « {title} » : {what}.',
  'brief.rule.topics': 'il s’agit de « {topic} »',
  'brief.rule.amount': '{amount} dépasse {limit}',
  'brief.rule.account': '{name} vaut {value}',
  'brief.rule.confidence': 'le bot était sûr à {sure} %, moins que {limit} %',
};
