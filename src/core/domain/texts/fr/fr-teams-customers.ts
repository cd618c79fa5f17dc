import type { EN_TEAMS_CUSTOMERS } from '../en-teams-customers.js';
import type { Translated } from '../translated.js';

export const FR_TEAMS_CUSTOMERS: Translated<typeof EN_TEAMS_CUSTOMERS> = {
  'teams.customer.welcome':
    'Bonjour, je suis {bot}, l’assistant de {tenant}. Posez-moi une question, ou dites que vous voulez parler à une personne.',
  'teams.customer.welcome-mention': 'Mentionnez-moi avec votre question.',
  'teams.customer.welcome-examples': 'Par exemple :',
  'teams.customer.too-long':
    'Votre message est trop long pour moi : {max} caractères au maximum. Veuillez l’envoyer en plusieurs parties.',
  'teams.customer.empty': 'Comment puis-je vous aider ? Mentionnez-moi avec votre question.',
  'teams.customer.unreadable':
    'Je ne peux pas lire cela. Écrivez-moi votre question, ou envoyez une image ou un fichier.',
  'teams.customer.not-taken': 'Je n’ai pas pu prendre ce message. Veuillez l’écrire autrement.',
  'teams.customer.full':
    'Trop de choses sont en attente ici, et je n’ai pas pu prendre votre message. Veuillez le renvoyer dans quelques minutes.',
  'teams.customer.not-here': 'Je ne prends pas de questions ici.',
  'teams.customer.choice-gone':
    'Il n’est plus possible de répondre à cette question par un bouton.',
};
