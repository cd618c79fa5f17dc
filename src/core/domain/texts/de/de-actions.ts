import type { EN_ACTIONS } from '../en-actions.js';
import type { Translated } from '../translated.js';

export const DE_ACTIONS: Translated<typeof EN_ACTIONS> = {
  'action.ask': 'Für „{action}“ brauche ich noch eine Angabe: {parameter}?',
  'action.ask-again': 'Damit kann ich nichts anfangen: Die Angabe {problem}. {question}',
  'action.not-understood': 'Das konnte ich nicht lesen. {question}',
  'action.confirm': 'Soll ich das jetzt ausführen: {action}?',
  'action.yes': 'Ja, bitte ausführen',
  'action.no': 'Nein',
  'action.cancelled': 'In Ordnung, ich lasse es: „{action}“ wurde nicht ausgeführt.',
  'action.reminder': 'Nun zurück zu „{action}“. {question}',
  'action.not-allowed':
    '„{action}“ darf ich nur für die Person ausführen, der dieses Gespräch gehört. Es wurde nichts getan.',
  'action.not-known':
    'Für „{action}“ muss ich sicher wissen, wer Sie sind, und das ist hier nicht möglich. Bitte melden Sie sich an und schreiben Sie noch einmal, oder sprechen Sie mit einem Menschen.',
  'action.not-entitled':
    '„{action}“ kann ich für dieses Konto nicht ausführen. Ein Mensch kann Ihnen mehr dazu sagen.',
  'action.for-another':
    'Darauf muss {customer} antworten, denn von dort kam der Wunsch: {action}. Es wurde nichts getan und nichts abgebrochen.',
  'action.button-over': 'Diese Frage lässt sich nicht mehr per Schaltfläche beantworten.',
  'action.under-way': 'Ich bin noch mit „{action}“ beschäftigt. Bringen wir das zuerst zu Ende.',
  'action.approving':
    'Vielen Dank. „{action}“ muss erst von jemandem aus unserem Team genehmigt werden. Ich habe es weitergegeben, und Sie erfahren hier, wie es ausgeht.',
  'action.done': 'Erledigt: {action}.',
  'action.failed':
    'Das hat nicht geklappt: „{action}“ wurde nicht ausgeführt. Jemand aus unserem Team übernimmt und antwortet Ihnen gleich hier.',
  'action.failed-told': 'Das hat nicht geklappt: „{action}“ wurde nicht ausgeführt.',
  'action.unknown':
    'Ich kann nicht sagen, ob „{action}“ durchgegangen ist, und versuche es deshalb nicht noch einmal. Jemand aus unserem Team klärt das und antwortet Ihnen gleich hier.',
  'action.unknown-told':
    'Ich kann nicht sagen, ob „{action}“ durchgegangen ist, deshalb wird es nicht von selbst wiederholt.',
  'action.late': '„{action}“ hat doch noch geklappt: {text}',
  'action.rejected':
    'Jemand aus unserem Team hat es sich angesehen und „{action}“ nicht genehmigt; es wurde nichts getan.',
  'action.expired':
    '„{action}“ wurde nicht rechtzeitig genehmigt, deshalb wurde nichts getan. Wenn Sie es noch möchten, schreiben Sie einfach noch einmal.',
  'action.closed':
    'Über „{action}“ wurde nicht entschieden, deshalb wurde nichts getan. Wenn Sie es noch möchten, schreiben Sie einfach noch einmal.',
  'action.card.closed': 'Nicht ausgeführt; der Fall wurde ohne Entscheidung geschlossen.',
  'action.card.collecting': 'Begonnen, nicht ausgeführt. Der Bot hat: {values}',
  'action.card.confirming': 'Nicht ausgeführt. Der Kunde wurde um Bestätigung gebeten: {values}',
  'action.card.approving': 'Nicht ausgeführt. Wartet auf eine Genehmigung: {values}',
  'action.card.running': 'Läuft seit {time}; wie es ausging, ist noch nicht bekannt. {values}',
  'action.card.nothing-yet': 'noch nichts',
  'action.card.stopped':
    'Nicht ausgeführt; auf dem Weg zu einem Menschen abgebrochen. Der Bot hatte: {values}',
  'action.card.cancelled': 'Nicht ausgeführt; der Kunde wollte es nicht mehr.',
  'action.card.rejected': 'Nicht ausgeführt; {agent} hat es nicht genehmigt.',
  'action.card.expired': 'Nicht ausgeführt; niemand hat es rechtzeitig genehmigt.',
  'action.card.failed': 'Nicht ausgeführt. {trouble}',
  'action.card.unknown':
    'Es ist NICHT BEKANNT, ob dies ausgeführt wurde; es wird nicht wiederholt. {trouble} Angefragt am {time}, Referenz {key}, mit {values}.',
  'action.card.useless':
    'Für „{action}“ wurde der Kunde {count}-mal gefragt: {parameter}. Keine Antwort war brauchbar.',
  'action.next.failed': 'Von Hand ausführen oder dem Kunden sagen, warum nicht: {action}.',
  'action.next.unknown':
    'Herausfinden, ob es ausgeführt wurde, und erst dann von Hand ausführen oder dem Kunden Bescheid geben: {action}.',
  'action.card.needs-approval': '„{action}“ muss jedes Mal vom Team genehmigt werden.',
  'action.card.approve-why':
    'Der Kunde hat dies bestätigt; ausgeführt wird es erst nach der Genehmigung.',
  'action.desk.ended': '{action}: {text}',
  'action.desk.late': '{action}: Der Ausgang ist jetzt bekannt. {text}',
  'action.trouble.unreachable': 'Das andere System war nicht erreichbar.',
  'action.trouble.private-address': 'Die Adresse des anderen Systems darf nicht aufgerufen werden.',
  'action.trouble.refused': 'Das andere System hat abgelehnt ({detail}).',
  'action.trouble.busy': 'Das andere System war überlastet ({detail}).',
  'action.trouble.server-error': 'Das andere System hatte selbst ein Problem ({detail}).',
  'action.trouble.redirect':
    'Das andere System verwies auf eine andere Adresse; dem wird nicht gefolgt.',
  'action.trouble.accepted':
    'Das andere System hat es angenommen und nicht gemeldet, wie es ausging ({detail}).',
  'action.trouble.bad-answer': 'Das andere System hat etwas geantwortet, das nicht lesbar ist.',
  'action.trouble.timeout': 'Das andere System hat nicht rechtzeitig geantwortet.',
  'action.trouble.broken-off': 'Die Verbindung brach ab, bevor eine Antwort kam.',
  'action.trouble.process-ended': 'Das Gateway wurde mittendrin angehalten.',
  'action.trouble.not-configured': 'Es steht nicht mehr in der Konfiguration.',
  'action.problem.missing': 'fehlt noch',
  'action.problem.unknown': 'wird hier nicht gebraucht',
  'action.problem.unfitting': 'passt nicht zum Rest',
  'action.problem.text': 'muss ein Text sein',
  'action.problem.number': 'muss eine Zahl sein',
  'action.problem.whole-number': 'muss eine ganze Zahl sein',
  'action.problem.yes-or-no': 'muss Ja oder Nein sein',
  'action.problem.choice': 'muss eines davon sein: {choices}',
  'action.problem.form': 'hat nicht die richtige Form',
  'action.problem.date': 'muss ein Datum sein wie 2026-12-24',
  'action.problem.email': 'muss eine E-Mail-Adresse sein',
  'action.problem.uri': 'muss eine Webadresse sein wie https://shop.example/page',
  'action.problem.uuid': 'muss eine Kennung der Form 123e4567-e89b-12d3-a456-426614174000 sein',
  'action.problem.too-short': 'braucht mindestens {limit} Zeichen',
  'action.problem.too-long': 'darf höchstens {limit} Zeichen haben',
  'action.problem.too-small': 'muss {limit} oder mehr sein',
  'action.problem.too-large': 'muss {limit} oder weniger sein',
  'action.problem.not-above': 'muss mehr als {limit} sein',
  'action.problem.not-below': 'muss weniger als {limit} sein',
  'action.problem.no-multiple': 'muss ein Vielfaches von {limit} sein',
  'action.order-status.preparing':
    'Bestellung {order} aus unserem Demo-Shop wird gerade gepackt und verlässt morgen das Lager.',
  'action.order-status.on-its-way':
    'Bestellung {order} aus unserem Demo-Shop ist unterwegs und sollte in zwei Tagen ankommen.',
  'action.order-status.delivered':
    'Bestellung {order} aus unserem Demo-Shop wurde vor drei Tagen zugestellt.',
  'action.order-status.unknown':
    'In unserem Demo-Shop gibt es keine Bestellung {order}. Er hat nur diese Beispiele: {samples}.',
};
