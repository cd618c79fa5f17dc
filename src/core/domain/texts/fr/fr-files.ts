import type { EN_FILES } from '../en-files.js';
import type { Translated } from '../translated.js';

export const FR_FILES: Translated<typeof EN_FILES> = {
  'files.kept':
    'Je ne peux pas consulter les fichiers moi-même, mais je les garde pour notre équipe : {files}',
  'files.kept-only':
    'Je ne peux pas consulter les fichiers moi-même, mais je les garde pour notre équipe : {files}. De quoi s’agit-il ? Si vous préférez parler à une personne, dites-le simplement.',
  'files.what-about':
    'Dites-moi en quelques mots de quoi il s’agit. Si vous préférez parler à une personne, dites-le simplement.',
  'files.refused': '{file} n’a pas pu être reçu : {why}.',
  'files.not-received': 'Non reçus : {files}',
  'files.not-passed-on': 'Non transmis : {files}',
  'files.not-passed-on-from': '{file} de {agent} n’a pas pu vous être transmis : {why}.',
  'files.link': '{file} peut être récupéré ici pendant un certain temps : {url}',
  'files.why.name': 'son nom contient des caractères interdits dans un nom de fichier',
  'files.why.kind': 'ce type de fichier n’est pas accepté ici',
  'files.why.too-large': 'il est trop volumineux ; {max} au maximum',
  'files.why.too-many': 'trop de fichiers à la fois ; {max} au maximum',
  'files.why.empty': 'il est vide',
  'files.why.bomb': 'c’est une archive dont le contenu serait beaucoup trop volumineux',
  'files.why.gone': 'il n’existe plus ou ne peut pas être récupéré',
  'files.attach': 'Joindre des fichiers',
  'files.drop': 'Déposez les fichiers ici',
  'files.uploading': 'Envoi de {file} : {percent} %',
  'files.uploaded': '{file} est prêt à être envoyé',
  'files.retry': 'Réessayer',
  'files.retry-one': 'Envoyer de nouveau {file}',
  'files.remove': 'Retirer {file}',
  'files.cancel': 'Annuler l’envoi de {file}',
  'files.download': 'Télécharger {file}',
  'files.open': 'Ouvrir {file}',
  'files.upload-failed': '{file} n’a pas pu être envoyé.',
  'files.offline': '{file} n’a pas pu être envoyé : pas de connexion.',
  'files.too-many':
    'Un message peut contenir {max} fichiers au maximum ; {count} de plus ont été écartés.',
  'files.sending': 'Le message partira une fois les fichiers envoyés…',
  'files.list': 'Fichiers',
  'files.check': 'Retirez ce qui n’a pas pu être envoyé, ou réessayez.',
  'files.not-there': '{file} ne peut plus être récupéré.',
  'files.not-now':
    '{file} ne peut pas être récupéré pour le moment. Veuillez réessayer dans un instant.',
  'files.off': 'Les fichiers ne sont pas acceptés ici.',
  'files.page.expired':
    'Ce lien n’est plus valable. Veuillez rouvrir le fichier depuis la conversation ou demander qu’on vous l’envoie à nouveau.',
  'files.page.none': 'Ce fichier n’existe pas ici.',
  'files.page.problem': 'Ce fichier n’a pas pu être reçu : {why}.',
  'card.files': 'Fichiers envoyés',
  'desk.files.not-received': 'Fichiers non reçus : {files}',
  'desk.files.not-sent': 'Fichiers non envoyés : {files}',
  'desk.files.refused': '{file} de {name} n’a pas pu être reçu : {why}.',
  'desk.files.refused-own':
    '{agent}, votre fichier {file} n’a pas pu être transmis au client : {why}.',
  'desk.files.link': '{file} peut être récupéré ici pendant un certain temps : {url}',
  'desk.files.no-notes': 'Une note ne peut pas contenir de fichiers.',
  'desk.files.unsent':
    'Votre réponse à {name} n’a pas été envoyée : un fichier n’a pas pu être envoyé.',
};
