import { CATALOGUES, type Language, say } from '../../../src/core/domain/texts.js';
import { routeByRule } from '../../../src/core/turn/route.js';
import { asksForPerson } from '../../../src/core/turn/wish-for-person.js';
import { asks, asksToStartOver } from '../../../src/core/turn/wish-to-start-over.js';
import { takesBack, yesOrNo } from '../../../src/core/turn/yes-or-no.js';

const LANGUAGES = Object.keys(CATALOGUES) as Language[];

describe.each(LANGUAGES)('What we offer in words, in %s,', (language) => {
  const wording = { language, overrides: {} };

  test('is understood when somebody types the words of a button', () => {
    expect(yesOrNo(say('action.yes', wording), language)).toBe('yes');
    expect(yesOrNo(say('action.no', wording), language)).toBe('no');
    expect(asksForPerson(say('feedback.person', wording), language)).toBe(true);
  });

  test('is understood when somebody starts over as they were told to', () => {
    const told = say('memory.afresh', wording);
    const words = /["„«“「]\s*(.+?)\s*["“»”」]/u.exec(told)?.[1] ?? '';
    expect(words).not.toBe('');
    expect(asksToStartOver(words, null, language)).toBe(true);
    expect(asksToStartOver(words, say('bot.hello', wording), language)).toBe(true);
  });

  test('is no question that waits for an answer when help is offered', () => {
    expect(asks(say('bot.how-help', wording))).toBe(false);
  });
});

const YES: readonly (readonly [Language, string])[] = [
  ['de', 'Ja, bitte.'],
  ['de', 'Einverstanden!'],
  ['de', 'Ja, machen Sie das'],
  ['fr', 'Oui, s’il vous plaît'],
  ['fr', "D'accord, allez-y"],
  ['es', '¡Sí, por favor!'],
  ['es', 'Claro que sí'],
  ['pt', 'Sim, pode fazer'],
  ['pt', 'Com certeza, obrigada'],
  ['ja', 'はい、お願いします。'],
  ['ja', 'お願いします'],
  ['ja', 'yes please'],
];

const NO: readonly (readonly [Language, string])[] = [
  ['de', 'Nein danke'],
  ['de', 'Lieber nicht.'],
  ['fr', 'Non merci'],
  ['fr', 'Pas maintenant'],
  ['es', 'No, gracias'],
  ['es', 'Mejor no'],
  ['pt', 'Não, obrigado'],
  ['pt', 'agora nao'],
  ['ja', 'いいえ、結構です'],
  ['ja', 'やめておきます'],
];

const NEITHER: readonly (readonly [Language, string])[] = [
  ['de', 'Ja, aber an die Mühlgasse 13'],
  ['de', 'Ja?'],
  ['fr', 'Oui mais demain'],
  ['es', 'Sí, si es gratis'],
  ['pt', 'Sim, mas só amanhã'],
  ['ja', 'はい、でも明日にしてください'],
  ['ja', 'はい？'],
  ['ja', '大丈夫です'],
  // "Tall", "loud" and "halt".
  ['es', 'Alto'],
  // Another language than the tenant's.
  ['en', 'Ja, bitte'],
  ['de', 'Sí, por favor'],
];

test.each(YES)('in %s "%s" agrees', (language, line) => {
  expect(yesOrNo(line, language)).toBe('yes');
});

test.each(NO)('in %s "%s" declines', (language, line) => {
  expect(yesOrNo(line, language)).toBe('no');
  expect(takesBack(line, language)).toBe(false);
});

test.each(NEITHER)('in %s "%s" is neither a yes nor a no', (language, line) => {
  expect(yesOrNo(line, language)).toBeNull();
});

test.each<[Language, string]>([
  ['de', 'Abbrechen bitte'],
  ['de', 'Ich habe es mir anders überlegt'],
  ['fr', 'Laissez tomber, merci'],
  ['es', 'Cancelar, por favor'],
  ['pt', 'Deixa pra lá'],
  ['ja', 'やっぱりやめます'],
  ['ja', 'キャンセルしてください'],
])('in %s "%s" takes a wish back', (language, line) => {
  expect(takesBack(line, language)).toBe(true);
  expect(yesOrNo(line, language)).toBe('no');
});

const PERSON: readonly (readonly [Language, string])[] = [
  ['de', 'Ich möchte bitte mit einem Menschen sprechen.'],
  ['de', 'Kann ich mit jemandem aus dem Team reden?'],
  ['de', 'Verbinden Sie mich mit dem Kundenservice!'],
  ['de', 'Mitarbeiter bitte'],
  ['de', 'Meine Bestellung fehlt. Rufen Sie mich bitte zurück.'],
  ['de', 'Ich will nicht mit einem Bot sprechen'],
  ['fr', 'Je voudrais parler à un conseiller.'],
  ['fr', "J'ai besoin d'un humain"],
  ['fr', 'Passez-moi un responsable'],
  ['fr', 'Pouvez-vous me rappeler ?'],
  ['es', 'Quiero hablar con una persona'],
  ['es', '¿Me puede comunicar con un agente?'],
  ['es', 'Un humano, por favor'],
  ['pt', 'Quero falar com um atendente'],
  ['pt', 'Pode me transferir para um humano?'],
  ['pt', 'Preciso de uma pessoa'],
  ['ja', '担当者と話したいです。'],
  ['ja', 'オペレーターにつないでください'],
  ['ja', '人間と話せますか？'],
  ['ja', '電話してください'],
  ['de', 'Bitte um Rückruf'],
  ['de', 'Ich hätte gerne einen Rückruf'],
  ['de', 'Ich bitte Sie um einen Rückruf.'],
  ['de', 'Können Sie mich bitte mit einem Mitarbeiter verbinden?'],
  ['de', 'Bitte mit dem Support verbinden'],
  ['de', 'Kann mich jemand mit einem Kollegen aus dem Support verbinden?'],
  ['de', 'Ich will mit einem Menschen verbunden werden'],
  ['fr', 'Pouvez-vous me passer un conseiller ?'],
  ['fr', 'Pouvez-vous me transférer à un humain ?'],
  ['fr', 'Transférez-moi svp'],
  ['fr', 'Passez-moi le service client'],
  ['fr', 'Pouvez-vous me mettre en relation avec quelqu’un ?'],
  ['fr', 'Rappelez-moi demain'],
  ['fr', 'Rappelez-moi lundi'],
  ['fr', 'Pouvez-vous me rappeler le plus vite possible ?'],
  ['fr', 'Pouvez-vous me rappeler ce soir ?'],
  ['fr', 'Je ne veux plus parler à un robot, je veux parler à une personne'],
  ['es', 'Páseme con un agente'],
  ['es', '¿Podría pasarme con alguien?'],
  ['es', 'Póngame con el encargado'],
  ['es', '¿Me puede transferir a atención al cliente?'],
  ['es', 'Transfiérame, por favor'],
  ['es', '¿Pueden llamarme?'],
  ['es', 'Comuníqueme con ventas'],
  ['es', '¿Me puede pasar con facturación?'],
  ['es', '¿Me puede llamar mañana?'],
  ['pt', 'Me passa para um atendente'],
  ['pt', 'Pode me passar para alguém?'],
  ['pt', 'Me transfere, por favor'],
  ['pt', 'Pode me transferir para o setor financeiro?'],
  ['pt', 'Pode me ligar amanhã?'],
  ['ja', 'ボットではなく人と話したい'],
  ['ja', '機械じゃなくて人間がいいです'],
  ['ja', '担当者に連絡したいです'],
  ['ja', 'ロボットとは話したくない'],
  ['ja', 'Can I talk to a human?'],
];

test.each(PERSON)('in %s "%s" asks for a person', (language, line) => {
  expect(asksForPerson(line, language)).toBe(true);
});

test.each<[Language, string]>([
  ['de', 'Ich habe gestern mit einem Mitarbeiter gesprochen.'],
  ['de', 'Muss ich mit jemandem sprechen, um zu kündigen?'],
  ['de', 'Für wie viele Personen ist der Tisch?'],
  ['de', 'Ich möchte eine Person zu meiner Reservierung hinzufügen.'],
  ['fr', "J'ai parlé à un conseiller hier."],
  ['fr', 'Cette table est prévue pour combien de personnes ?'],
  ['es', 'Ayer hablé con un agente.'],
  ['es', '¿Para cuántas personas es la mesa?'],
  ['pt', 'Já falei com um atendente ontem.'],
  ['pt', 'A mesa é para quantas pessoas?'],
  ['ja', '昨日、担当者と話しました。'],
  ['ja', 'このテーブルは何人用ですか？'],
  ['de', 'Gibt es einen Rückruf für dieses Modell?'],
  ['de', 'Wie kann ich die App mit dem Support-Konto verbinden?'],
  ['fr', 'Pouvez-vous me passer le code promo ?'],
  ['fr', 'Passez-moi la facture svp'],
  ['fr', 'Mettez-moi deux places de plus'],
  ['fr', 'Pouvez-vous me transférer la facture ?'],
  ['fr', 'Pouvez-vous me rappeler mon numéro de commande ?'],
  ['fr', 'Pouvez-vous me rappeler l’adresse ?'],
  ['fr', 'Rappelez-moi le prix'],
  ['fr', 'Je ne veux parler à personne'],
  ['es', '¿Se puede conectar el termostato al wifi?'],
  ['es', '¿Qué puede pasar si no pago la factura?'],
  ['es', '¿Se puede transferir el contrato a otra dirección?'],
  ['es', '¿Me puede pasar la factura?'],
  ['es', '¿Qué me puede pasar?'],
  ['es', 'Póngame dos cajas más en el pedido'],
  ['pt', 'Pode me passar o preço do plano?'],
  ['pt', 'Me passa o número do meu pedido'],
  ['pt', 'E o preço, pode me passar?'],
  ['ja', '機械ではなく手動で操作できますか？'],
  ['ja', '担当者に連絡済みです'],
  ['ja', '担当者に連絡をしました'],
  ['en', 'Ich möchte mit einem Menschen sprechen'],
])('in %s "%s" asks for nobody', (language, line) => {
  expect(asksForPerson(line, language)).toBe(false);
});

test.each<[Language, string]>([
  ['de', 'Bitte neu anfangen'],
  ['fr', 'Nouvelle conversation'],
  ['es', 'Quiero empezar de nuevo'],
  ['pt', 'Vamos começar de novo'],
  ['ja', '最初からやり直したいです'],
  ['ja', 'start over'],
])('in %s "%s" puts the talk aside', (language, line) => {
  expect(asksToStartOver(line, null, language)).toBe(true);
});

test('from the beginning may be the answer to a question, unless the talk is named', () => {
  const question = 'Möchten Sie dort weitermachen, wo Sie waren?';
  expect(asksToStartOver('von vorne', question, 'de')).toBe(false);
  expect(asksToStartOver('neues Gespräch', question, 'de')).toBe(true);
});

test.each<[Language, string]>([
  ['de', 'Guten Tag!'],
  ['de', 'Super, vielen Dank'],
  ['fr', 'Bonjour !'],
  ['fr', 'Merci beaucoup, au revoir'],
  ['es', 'Hola, buenas tardes'],
  ['pt', 'Oi, bom dia'],
  ['ja', 'こんにちは'],
  ['ja', 'ありがとうございました。'],
])('in %s "%s" is small talk', (language, text) => {
  const phrases = { language, person: [], greeting: [], patterns: [] };
  const author = { kind: 'customer', id: 'c', name: 'Visitor' } as const;
  expect(routeByRule({ lines: [{ author, text, atMs: 0 }] }, phrases)?.type).toBe('greeting');
});
