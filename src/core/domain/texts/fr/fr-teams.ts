import type { EN_TEAMS } from '../en-teams.js';
import type { Translated } from '../translated.js';

export const FR_TEAMS: Translated<typeof EN_TEAMS> = {
  'teams.sources': 'Sources :',
  'teams.chosen': '{name} a choisi : {choice}',
  'teams.corrected': 'Correction d’un message précédent :',
  'teams.taken-back': 'Un message précédent a été retiré. Veuillez ne pas en tenir compte.',
  'teams.error.not-there':
    'Le bot n’est plus dans cette conversation Teams. Le client doit ajouter l’application de nouveau.',
  'teams.error.blocked': 'Le client a bloqué le bot dans Teams.',
  'teams.error.disabled': 'Un administrateur a désactivé le bot dans Teams.',
  'teams.error.forbidden': 'Teams ne permet pas cela au bot ({error}).',
  'teams.error.room-gone': 'Teams ne connaît plus cette conversation.',
  'teams.error.message-gone': 'Le message n’existe plus dans Teams.',
  'teams.error.token':
    'Teams refuse les identifiants du bot. Ils doivent être corrigés dans la configuration.',
  'teams.error.host': 'Cette conversation Teams est hébergée ailleurs ({error}).',
  'teams.error.address': 'On ne sait pas où se trouve cette conversation dans Teams.',
  'teams.error.too-long': 'Le message est trop long pour Teams.',
  'teams.error.refused': 'Teams n’a pas accepté le message ({error}).',
  'teams.error.busy': 'Teams demande d’attendre : trop de messages.',
  'teams.error.down': 'Teams rencontre un problème ({error}).',
  'teams.error.network': 'Teams est injoignable.',
  'teams.error.file': 'Un fichier joint ne peut pas être lu pour le moment.',
  'teams.error.unknown': 'Teams a signalé un problème que nous ne connaissons pas ({error}).',
};
