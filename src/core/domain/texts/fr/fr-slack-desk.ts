import type { EN_SLACK_DESK } from '../en-slack-desk.js';
import type { Translated } from '../translated.js';

export const FR_SLACK_DESK: Translated<typeof EN_SLACK_DESK> = {
  'slack.desk.intro': 'Ce qui a été dit juste avant :',
  'slack.desk.edited': '(modifié)',
  'slack.desk.open-thread': 'Ouvrir le fil',
  'slack.desk.escalated': 'Personne n’a encore pris en charge un transfert dans {room}. {link}',
  'slack.desk.offline': 'Le client est hors ligne. Ce que vous écrivez sera remis à son retour.',
  'slack.desk.held-back': 'Non envoyé au client : {agent} a ce transfert.',
  'slack.desk.held-back.open': 'Non envoyé au client.',
  'slack.desk.send': 'Envoyer au client',
  'slack.desk.send.who': 'Seul l’auteur de ce texte, ou qui a le transfert, peut l’envoyer.',
  'slack.desk.sent-by': 'Envoyé au client par {agent}.',
  'slack.desk.sent-already': 'Ce texte ne peut pas être envoyé : il n’existe plus.',
  'slack.desk.sent-before': 'Ce texte a déjà été envoyé au client. Il n’a pas été renvoyé.',
  'slack.desk.not-taken':
    'Ce que vous avez écrit ou modifié ici à {time} n’a pas pu être pris en compte ; le client n’en voit rien. Veuillez le refaire.',
  'slack.desk.not-taken-back':
    'Ce que vous avez supprimé ici à {time} n’a pas pu être retiré ; le client le voit peut-être encore.',
  'slack.desk.files': 'Fichiers : {files}',
  'slack.desk.files-not-sent': 'Non envoyé au client : {files}',
  'slack.desk.files-stay': 'Le client a encore {files}. Supprimez tout le message pour le retirer.',
  'slack.desk.files-taken-back': 'Fichier retiré : {files}',
  'slack.desk.note-changed': 'L’auteur de ce texte l’a modifié depuis.',
  'slack.desk.note-gone': 'L’auteur de ce texte l’a supprimé depuis.',
  'slack.desk.not-sent-changed': 'Rien n’a été envoyé : l’auteur de ce texte l’a modifié depuis.',
  'slack.desk.not-sent-gone': 'Rien n’a été envoyé : l’auteur de ce texte l’a supprimé depuis.',
  'slack.desk.taken': '{agent} a déjà ce transfert, depuis {time}.',
  'slack.desk.taken.now': '{agent} a déjà ce transfert.',
  'slack.desk.not-claimed': 'Prenez d’abord ce transfert en charge.',
  'slack.desk.closed': 'Ce dossier est fermé. Rien n’a été envoyé.',
  'slack.desk.closed-by': 'Ce dossier a été fermé par {agent}. Rien n’a été envoyé.',
  'slack.desk.closed-edit':
    'Ce dossier est fermé : le client voit encore l’ancien texte. Supprimez le vôtre pour le retirer.',
  'slack.desk.own': 'C’est votre propre conversation. Un collègue doit s’en occuper.',
  'slack.desk.full':
    'Rien n’a été envoyé : des réponses précédentes sont encore en route. Renvoyez-le dans un instant.',
  'slack.desk.try-again': 'Cela n’a pas fonctionné. Veuillez réessayer.',
  'slack.desk.problem': 'Ce n’est pas possible : {problem}',
  'slack.desk.edit-note': 'Une note reste une note : ce texte n’a pas été envoyé au client.',
  'slack.desk.edit-mark':
    'Le client voit encore l’ancien texte : une réponse ne peut pas devenir une note. Supprimez-la pour la retirer.',
  'slack.desk.edit-unmarked':
    'Le client voit encore l’ancien texte : ce qui remplace une réponse doit aussi commencer par {mark}.',
  'slack.desk.not-changed': 'Cela ne peut plus être modifié pour le client.',
  'slack.desk.action-under-way':
    'Une action est en cours dans ce dossier. Fermez-le quand vous verrez ici comment elle s’est terminée.',
  'slack.desk.nothing-to-approve': 'Plus rien n’attend d’approbation ici.',
  'slack.desk.thanks': 'Merci, c’est noté.',
  'slack.desk.refused.bot': 'Les applications ne peuvent pas traiter les transferts.',
  'slack.desk.refused.guest':
    'Les invités ne peuvent pas traiter les transferts. Rien n’a été envoyé ni modifié.',
  'slack.desk.refused.stranger':
    'Seuls les membres de cet espace de travail peuvent traiter les transferts. Rien n’a été envoyé ni modifié.',
  'slack.desk.refused.gone':
    'Ce compte ne peut pas traiter les transferts. Rien n’a été envoyé ni modifié.',
  'slack.desk.refused.outsider':
    'Seuls les membres du canal du bureau peuvent traiter les transferts. Rien n’a été envoyé ni modifié.',
  'slack.desk.refused.not-in-group':
    'Seuls les membres du groupe d’utilisateurs du bureau peuvent traiter les transferts. Rien n’a été envoyé ni modifié.',
  'slack.desk.transcript': 'Historique',
  'slack.desk.transcript.empty': 'Rien n’a encore été dit.',
  'slack.desk.transcript.older': 'Plus ancien',
  'slack.desk.transcript.newer': 'Plus récent',
  'slack.desk.transcript.close': 'Fermer',
  'slack.desk.return': 'Rendre au bot',
  'slack.desk.return.note': 'Que doit savoir le bot ? Le client ne le voit pas.',
  'slack.desk.return.submit': 'Rendre',
  'slack.desk.return.cancel': 'Annuler',
  'slack.desk.none-here':
    'Aucun bureau n’est configuré dans cet espace de travail ; il n’y a donc aucun transfert à afficher.',
  'slack.desk.list.waiting': 'En attente :',
  'slack.desk.list.mine': 'Les vôtres :',
  'slack.desk.list.none-waiting': 'Personne n’attend.',
  'slack.desk.list.none-mine': 'Vous n’avez aucun transfert ouvert.',
  'slack.desk.list.line': '{customer} : {intent} (depuis {time})',
  'slack.desk.list.more': 'Il y en a plus que la liste n’en montre.',
};
