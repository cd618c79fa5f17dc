import type { EN_BRIEF } from '../en-brief.js';
import type { Translated } from '../translated.js';

export const FR_BRIEF: Translated<typeof EN_BRIEF> = {
  'brief.first-contact': 'Premier contact dans cette conversation.',
  'brief.before': 'Avant cela, messages du client : {asked}, réponses du bot : {answered}.',
  'brief.resolved': '{agent} a résolu un transfert précédent.',
  'brief.returned': '{agent} a rendu un transfert précédent au bot.',
  'brief.next.user_request': 'Saluer le client et prendre le relais ; il a demandé une personne.',
  'brief.next.model_unavailable': 'Répondre à la question en suspens ; le bot n’a pas pu.',
  'brief.next.turn_failed': 'Répondre à la question en suspens ; le bot a échoué plusieurs fois.',
  'brief.next.unsupported': 'Vérifier si nous pouvons aider sur ce sujet.',
  'brief.next.agent_takeover': 'Poursuivre la conversation.',
  'brief.asked-person': 'Le client a demandé une personne.',
  'brief.not-helpful': 'Une réponse n’a pas aidé, et le client a demandé une personne.',
  'brief.no-answer': '{mind} n’a pas répondu ({problem}).',
  'brief.never-ended': 'La réponse a été commencée {times} fois sans jamais aboutir.',
  'brief.outside-again': 'Le client a de nouveau demandé quelque chose hors du périmètre.',
  'brief.taken-over': '{agent} a repris la conversation au bot.',
  'brief.too-many':
    'Plus de questions à la fois que le bot n’en traite seul ; le brouillon contient ce qui a été trouvé.',
  'brief.nothing-shared': 'Aucun passage n’a de mot significatif en commun avec la question.',
  'brief.too-little-shared':
    'Le passage le plus proche ne contient que {percent} % des mots significatifs de la question.',
  'brief.asks-nothing': 'Le message ne demande rien à quoi les articles puissent répondre.',
  'brief.found-nowhere': 'Recherché : {words} ; aucun article n’en parle.',
  'brief.found-too-little':
    'Recherché : {words} ; l’article le plus proche, « {article} », en dit trop peu.',
  'brief.found-without':
    'Recherché : {words} ; l’article le plus proche, « {article} », ne dit rien sur {missing}.',
  'brief.write-article': 'Répondre d’après vos connaissances, et envisager un article sur {words}.',
  'brief.check-article':
    'Répondre d’après vos connaissances, et envisager un article sur {words}. Consulter d’abord « {article} ».',
  'brief.uncited': 'Claude a répondu deux fois sans citer de passage qui le dise.',
  'brief.next.uncited':
    'Consulter les passages trouvés et répondre vous-même à ce qu’ils ne disent pas.',
  'brief.cut-off': 'La réponse dépassait la longueur permise et a été coupée.',
  'brief.context-full':
    'La conversation est devenue plus longue que ce que Claude peut lire d’un coup.',
  'brief.declined': 'Claude a refusé de répondre en raison de ses règles de sécurité ({rules}).',
  'brief.draft-cut': 'Le brouillon s’arrête là où la réponse a été coupée.',
  'brief.next.declined': 'Lire ce que le client a écrit et décider comment répondre.',
  'brief.next.finish-draft': 'Vérifier et terminer le brouillon de réponse.',
  'brief.quoted': '« {word} »',
  'brief.this': 'ce sujet',
  'brief.the-message': 'le message',
};
