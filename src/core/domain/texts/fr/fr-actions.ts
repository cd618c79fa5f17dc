import type { EN_ACTIONS } from '../en-actions.js';
import type { Translated } from '../translated.js';

export const FR_ACTIONS: Translated<typeof EN_ACTIONS> = {
  'action.ask': 'Pour « {action} », il me manque une information : {parameter} ?',
  'action.ask-again': 'Je ne peux pas utiliser cette réponse : la valeur {problem}. {question}',
  'action.not-understood': 'Je n’ai pas pu lire cela. {question}',
  'action.confirm': 'Dois-je exécuter cette action : {action} ?',
  'action.yes': 'Oui, allez-y',
  'action.no': 'Non',
  'action.cancelled': 'D’accord, j’en reste là : « {action} » n’a pas été exécuté.',
  'action.reminder': 'Revenons à « {action} ». {question}',
  'action.not-allowed':
    'Je ne peux exécuter « {action} » que pour la personne à qui appartient cette conversation. Rien n’a été fait.',
  'action.not-known':
    'Pour « {action} », je dois être sûr de votre identité, et ce n’est pas possible ici. Connectez-vous et écrivez-moi de nouveau, ou parlez à une personne.',
  'action.not-entitled':
    'Je ne peux pas exécuter « {action} » pour ce compte. Une personne pourra vous en dire plus.',
  'action.for-another':
    'C’est à {customer} de répondre, puisque la demande vient de là : {action}. Rien n’a été fait ni arrêté.',
  'action.button-over': 'Il n’est plus possible de répondre à cette question par un bouton.',
  'action.under-way': 'Je m’occupe encore de « {action} ». Terminons cela d’abord.',
  'action.approving':
    'Merci. « {action} » doit d’abord être approuvé par notre équipe. J’ai transmis la demande, et vous saurez ici ce qu’il en est.',
  'action.done': 'C’est fait : {action}.',
  'action.failed':
    'Cela n’a pas fonctionné : « {action} » n’a pas été exécuté. Un membre de notre équipe prend le relais et vous répondra ici même.',
  'action.failed-told': 'Cela n’a pas fonctionné : « {action} » n’a pas été exécuté.',
  'action.unknown':
    'Je ne peux pas dire si « {action} » a abouti, donc je ne réessaie pas. Un membre de notre équipe va vérifier et vous répondra ici même.',
  'action.unknown-told':
    'Je ne peux pas dire si « {action} » a abouti, donc rien n’est réessayé automatiquement.',
  'action.late': '« {action} » a finalement bien abouti : {text}',
  'action.rejected':
    'Un membre de notre équipe a examiné la demande et n’a pas approuvé « {action} » ; rien n’a été fait.',
  'action.expired':
    'Personne n’a pu approuver « {action} » à temps, donc rien n’a été fait. Si vous le souhaitez toujours, écrivez-nous de nouveau.',
  'action.closed':
    'Aucune décision n’a été prise pour « {action} », donc rien n’a été fait. Si vous le souhaitez toujours, écrivez-nous de nouveau.',
  'action.card.closed': 'Non exécuté ; le dossier a été fermé sans décision.',
  'action.card.collecting': 'Commencé, non exécuté. Le bot dispose de : {values}',
  'action.card.confirming': 'Non exécuté. La confirmation a été demandée au client : {values}',
  'action.card.approving': 'Non exécuté. En attente d’approbation : {values}',
  'action.card.running': 'En cours depuis : {time} ; l’issue n’est pas encore connue. {values}',
  'action.card.nothing-yet': 'rien pour l’instant',
  'action.card.stopped':
    'Non exécuté ; arrêté lors du passage à une personne. Le bot disposait de : {values}',
  'action.card.cancelled': 'Non exécuté ; le client n’en voulait plus.',
  'action.card.rejected': 'Non exécuté ; refusé par {agent}.',
  'action.card.expired': 'Non exécuté ; personne ne l’a approuvé à temps.',
  'action.card.failed': 'Non exécuté. {trouble}',
  'action.card.unknown':
    'ON NE SAIT PAS si cela a été exécuté ; il n’y aura pas de nouvel essai. {trouble} Demandé le {time}, référence {key}, avec {values}.',
  'action.card.useless':
    'Pour « {action} », le client a été interrogé {count} fois : {parameter}. Aucune réponse n’était utilisable.',
  'action.next.failed':
    'À faire à la main, ou dire au client pourquoi ce n’est pas possible : {action}.',
  'action.next.unknown':
    'Vérifier si cela a été exécuté, et seulement ensuite le faire à la main ou informer le client : {action}.',
  'action.card.needs-approval': '« {action} » doit chaque fois être approuvé par un agent.',
  'action.card.approve-why': 'Le client a confirmé ; l’exécution n’a lieu qu’après approbation.',
  'action.desk.ended': '{action} : {text}',
  'action.desk.late': '{action} : l’issue est maintenant connue. {text}',
  'action.trouble.unreachable': 'L’autre système était injoignable.',
  'action.trouble.private-address': 'L’adresse de l’autre système ne peut pas être appelée.',
  'action.trouble.refused': 'L’autre système a refusé ({detail}).',
  'action.trouble.busy': 'L’autre système était surchargé ({detail}).',
  'action.trouble.server-error': 'L’autre système a rencontré un problème ({detail}).',
  'action.trouble.redirect': 'L’autre système renvoyait ailleurs, ce qui n’est pas suivi.',
  'action.trouble.accepted':
    'L’autre système a pris la demande en charge sans dire comment elle s’est terminée ({detail}).',
  'action.trouble.bad-answer': 'L’autre système a donné une réponse illisible.',
  'action.trouble.timeout': 'L’autre système n’a pas répondu à temps.',
  'action.trouble.broken-off': 'La connexion a été coupée avant toute réponse.',
  'action.trouble.process-ended': 'La passerelle a été arrêtée en cours de route.',
  'action.trouble.not-configured': 'Cela ne figure plus dans la configuration.',
  'action.problem.missing': 'manque encore',
  'action.problem.unknown': 'n’est pas nécessaire ici',
  'action.problem.unfitting': 'ne va pas avec le reste',
  'action.problem.text': 'doit être un texte',
  'action.problem.number': 'doit être un nombre',
  'action.problem.whole-number': 'doit être un nombre entier',
  'action.problem.yes-or-no': 'doit être oui ou non',
  'action.problem.choice': 'doit être l’une des suivantes : {choices}',
  'action.problem.form': 'n’a pas la bonne forme',
  'action.problem.date': 'doit être une date, par exemple 2026-12-24',
  'action.problem.email': 'doit être une adresse e-mail',
  'action.problem.uri': 'doit être une adresse web, par exemple https://shop.example/page',
  'action.problem.uuid': 'doit être une référence de la forme 123e4567-e89b-12d3-a456-426614174000',
  'action.problem.too-short': 'doit avoir au moins {limit} caractères',
  'action.problem.too-long': 'peut avoir au plus {limit} caractères',
  'action.problem.too-small': 'doit être supérieure ou égale à {limit}',
  'action.problem.too-large': 'doit être inférieure ou égale à {limit}',
  'action.problem.not-above': 'doit être supérieure à {limit}',
  'action.problem.not-below': 'doit être inférieure à {limit}',
  'action.problem.no-multiple': 'doit être un multiple de {limit}',
  'action.order-status.preparing':
    'La commande {order} de notre boutique de démonstration est en cours de préparation et quitte l’entrepôt demain.',
  'action.order-status.on-its-way':
    'La commande {order} de notre boutique de démonstration est en route et devrait arriver d’ici deux jours.',
  'action.order-status.delivered':
    'La commande {order} de notre boutique de démonstration a été livrée il y a trois jours.',
  'action.order-status.unknown':
    'Il n’y a pas de commande {order} dans notre boutique de démonstration. Elle ne contient que ces exemples : {samples}.',
};
