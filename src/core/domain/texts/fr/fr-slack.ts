import type { EN_SLACK } from '../en-slack.js';
import type { Translated } from '../translated.js';

export const FR_SLACK: Translated<typeof EN_SLACK> = {
  'slack.sources': 'Sources :',
  'slack.shortened': 'Raccourci. Le texte complet est dans l’historique.',
  'slack.confirm.title': 'En êtes-vous sûr ?',
  'slack.confirm.deny': 'Annuler',
  'slack.customer.thinking': 'réfléchit…',
  'slack.customer.too-long':
    'Votre message est trop long pour moi : {max} caractères au maximum. Veuillez l’envoyer en plusieurs parties.',
  'slack.customer.empty': 'Comment puis-je vous aider ? Mentionnez-moi avec votre question.',
  'slack.customer.not-taken': 'Je n’ai pas pu prendre ce message. Veuillez l’écrire autrement.',
  'slack.customer.full':
    'Trop de choses sont en attente ici, et je n’ai pas pu prendre votre message. Veuillez le renvoyer dans quelques minutes.',
  'slack.customer.not-here': 'Je ne prends pas de questions ici.',
  'slack.customer.choice-gone':
    'Il n’est plus possible de répondre à cette question par un bouton.',
  'slack.customer.chosen': '{name} a choisi : {choice}',
  'slack.customer.corrected': 'Correction d’un message précédent :',
  'slack.customer.taken-back':
    'Un message précédent a été retiré. Veuillez ne pas en tenir compte.',
  'slack.error.room-gone': 'Slack ne connaît pas ce canal, ou le bot n’y a pas accès.',
  'slack.error.not-in-room': 'Le bot n’est pas dans ce canal Slack. Invitez-le avec /invite.',
  'slack.error.archived': 'Ce canal Slack est archivé.',
  'slack.error.read-only': 'Slack ne laisse personne, ou pas le bot, écrire dans ce canal.',
  'slack.error.token': 'Slack refuse le jeton de l’application. Elle doit être réinstallée.',
  'slack.error.scope':
    'Il manque une autorisation à l’application Slack. Elle doit être réinstallée avec tous les scopes.',
  'slack.error.person-gone': 'Cette personne n’est plus joignable dans Slack.',
  'slack.error.message-gone': 'Le message n’existe plus dans Slack.',
  'slack.error.not-editable': 'Slack ne permet pas de modifier ce message.',
  'slack.error.too-long': 'Le message est trop long pour Slack.',
  'slack.error.refused': 'Slack n’a pas accepté le message ({error}).',
  'slack.error.connect': 'L’autre entreprise ne permet pas cela dans le canal Slack partagé.',
  'slack.error.busy': 'Slack demande d’attendre : trop de messages.',
  'slack.error.down': 'Slack rencontre un problème ({error}).',
  'slack.error.moving':
    'Cet espace de travail Slack est en cours de migration et injoignable pour un moment.',
  'slack.error.network': 'Slack est injoignable.',
  'slack.error.file': 'Un fichier joint ne peut pas être lu pour le moment.',
  'slack.error.unknown': 'Slack a signalé un problème que nous ne connaissons pas ({error}).',
};
