import type { EN_TALK } from '../en-talk.js';
import type { Translated } from '../translated.js';

export const FR_TALK: Translated<typeof EN_TALK> = {
  'handoff.opened': 'Je transmets à un membre de notre équipe, qui vous répondra ici même.',
  'handoff.failed':
    'Un problème est survenu de notre côté. Un membre de notre équipe prend le relais et vous répondra ici même.',
  'handoff.returned': 'Vous parlez de nouveau avec {bot}.',
  'handoff.resolved':
    '{agent} a marqué votre demande comme résolue. Si vous avez besoin d’autre chose, écrivez-nous de nouveau.',
  'scope.note':
    'Je peux répondre à vos questions sur {tenant} : commandes, livraisons, retours, paiements, etc. Que souhaitez-vous savoir ?',
  'rating.ask': 'Comment cela s’est-il passé pour vous ?',
  'rating.thanks': 'Merci pour votre avis.',
  'rating.1': 'Très mauvais',
  'rating.2': 'Mauvais',
  'rating.3': 'Moyen',
  'rating.4': 'Bon',
  'rating.5': 'Très bon',
  'feedback.helpful': 'Utile',
  'feedback.not-helpful': 'Pas utile',
  'feedback.person': 'Parler à une personne',
  'feedback.thanks': '{name} a choisi : {choice}. Merci pour votre avis.',
  'feedback.not-yours': 'Seules les personnes qui me parlent ici peuvent dire si cela a aidé.',
  'memory.condensed':
    'Nous avons abordé beaucoup de choses ; je ne garde donc que les faits essentiels de la partie la plus ancienne. Si je semble avoir oublié quelque chose, redites-le-moi simplement.',
  'memory.afresh':
    'Cette conversation est devenue longue. Si vous voulez passer à autre chose, écrivez « recommencer » et je mettrai de côté ce dont nous avons parlé.',
  'memory.started-over':
    'D’accord, nous repartons de zéro : j’ai mis de côté ce dont nous avons parlé. Comment puis-je vous aider ?',
  'bot.hello': 'Bonjour ! Je suis {bot}, l’assistant de {tenant}. Comment puis-je vous aider ?',
  'bot.hello-named':
    'Bonjour {name} ! Je suis {bot}, l’assistant de {tenant}. Comment puis-je vous aider ?',
  'bot.hello-again': 'Rebonjour. Comment puis-je vous aider ?',
  'bot.hello-again-named': 'Rebonjour {name}. Comment puis-je vous aider ?',
  'bot.welcome-back': 'Heureux de vous revoir ! Notre dernier échange date du {day}.',
  'bot.welcome-back-named': 'Heureux de vous revoir, {name} ! Notre dernier échange date du {day}.',
  'bot.how-help': 'Comment puis-je vous aider ?',
  'bot.on-record': 'J’ai encore ceci en mémoire : « {words} »',
  'bot.thanks': 'Avec plaisir ! Si vous avez besoin d’autre chose, écrivez ici.',
  'bot.bye': 'Au revoir et bonne journée !',
  'bot.glad': 'Tant mieux. Si vous avez besoin d’autre chose, écrivez ici.',
  'bot.noted': 'Merci, c’est noté. Que puis-je faire pour vous ?',
  'bot.help': 'Bien sûr. De quoi s’agit-il ?',
  'bot.told': '{agent} vous a écrit le {day} : « {words} »',
  'bot.resolved': '{agent} a marqué cela comme résolu le {day}.',
  'bot.returned': '{agent} m’a rendu la conversation le {day}.',
  'bot.expired': '{agent} a fermé le dossier le {day}, faute de nouvelles.',
  'bot.talk-with': 'Votre échange avec {agent}',
  'bot.you-wrote': 'Vous avez écrit le {day} : « {words} »',
  'bot.they-wrote': '{name} a écrit le {day} : « {words} »',
  'bot.was-said': 'Le {day}, ceci a été dit ici : « {words} »',
  'bot.said-before': 'Ce qui a été dit ici auparavant',
};
