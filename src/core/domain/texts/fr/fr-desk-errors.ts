import type { EN_DESK_ERRORS } from '../en-desk-errors.js';
import type { Translated } from '../translated.js';

export const FR_DESK_ERRORS: Translated<typeof EN_DESK_ERRORS> = {
  'desk.error.message.too-long': 'Le message est trop long. Raccourcissez-le et renvoyez-le.',
  'desk.error.message.empty': 'Le message ne contient pas de texte.',
  'desk.error.message.not-yours': 'Vous ne pouvez modifier que vos propres réponses.',
  'desk.error.message.unheard':
    'Ce que vous retirez n’est pas encore enregistré. Renvoyez dans un instant.',
  'desk.error.message.not-failed': 'Ce message n’a pas échoué.',
  'desk.error.file.refused': 'Ce fichier n’est pas accepté.',
  'desk.error.file.unknown':
    'Ce fichier n’existe plus dans cette conversation. Envoyez-le de nouveau.',
  'desk.error.file.off': 'Les fichiers ne sont pas acceptés ici.',
  'desk.error.rate.limited': 'Trop de messages. Patientez un instant, puis renvoyez.',
  'desk.error.store.unavailable': 'Le message n’a pas pu être enregistré. Renvoyez-le.',
  'desk.error.stopping': 'Ce serveur s’arrête. Reconnectez-vous, puis renvoyez.',
  'desk.error.desk.unauthorized': 'Un jeton d’agent valable est nécessaire.',
  'desk.error.sign-in.refused':
    'La connexion sans jeton n’est pas permise ici. Utilisez un jeton d’agent.',
  'desk.error.request.too-large':
    'La requête est trop volumineuse. Envoyez-la en plusieurs parties.',
  'desk.error.not-found': 'Cela n’existe pas ici.',
  'desk.error.handoff.unknown': 'Ce transfert n’existe pas.',
  'desk.error.handoff.taken': 'Quelqu’un d’autre a ce transfert.',
  'desk.error.handoff.not-claimed': 'Prenez d’abord ce transfert en charge.',
  'desk.error.handoff.own': 'C’est votre propre conversation ; un collègue doit s’en occuper.',
  'desk.error.handoff.not-filed':
    'Ce transfert est en cours de fermeture. Réessayez dans un instant.',
  'desk.error.handoff.not-closed': 'Ce transfert n’est pas encore fermé.',
  'desk.error.handoff.no-approval': 'Rien n’attend d’approbation ici.',
  'desk.error.handoff.action-under-way':
    'Une action est en cours dans ce dossier. Fermez-le quand vous verrez comment elle s’est terminée.',
  'desk.error.conversation.not-bot': 'Une personne est déjà demandée ou suit cette conversation.',
  'desk.error.lane.full':
    'Des réponses précédentes sont encore en route. Renvoyez dans un instant.',
};
