import type { Language } from '../domain/texts.js';

/** How people of a language answer a question for a yes, as whole `plain` lines: lower case, apostrophes gone. */
export interface Answers {
  readonly yes: RegExp;
  readonly no: RegExp;
  /** Takes a wish back, whatever was asked. */
  readonly cancel: RegExp;
}

const ENGLISH: Answers = {
  // With a condition in it, a line is no yes.
  yes: /^(?:(?:ok|okay|oh|well|great|perfect|good|fine|and|all right|alright) )*(?:yes|yep|yeah|yup|ya|y|ok|okay|sure|of course|certainly|absolutely|definitely|go ahead|do it|do that|please do|go for it|confirm|confirmed|i confirm|agreed|i agree|correct|thats (?:right|correct|fine|ok|okay)|that is (?:right|correct|fine)|right|exactly|fine|sounds good|looks good|looks right|all correct|alright|all right)(?: (?:please|pls|thanks|thank you|yes|do|do it|do that|go ahead|go for it|sure|thats (?:right|correct|fine)|that is (?:right|correct)|correct|confirm|exactly|of course|now))*$/,
  no: /^(?:(?:oh|well|sorry|um|hm|ah|wait) )*(?:no|nope|nah|n|no way|rather not|better not|not now|please dont|dont|do not|i dont want (?:that|this|it)|i do not want (?:that|this|it)|not yet)(?: (?:thanks|thank you|please|do it|do that|dont|do not|no|sorry|not now|not yet|its fine|never mind|nevermind))*$/,
  cancel:
    /^(?:(?:oh|ok|okay|well|sorry|no|please|actually|um|wait|then|just) )*(?:cancel|cancel (?:it|that|this)|stop|stop (?:it|that|this)|abort|never ?mind|forget (?:it|that|about it|this)|leave it|leave it (?:be|then)|drop it|skip it|lets (?:leave|forget|drop) it|i (?:have )?changed my mind|ive changed my mind|i dont want (?:it|that|this) (?:any ?more|after all)|no longer needed|not needed any ?more)(?: (?:please|thanks|thank you|then|now|sorry|after all|for now))*$/,
};

interface Words {
  /** What may stand before an answer and decides nothing. */
  readonly lead: string;
  readonly yes: string;
  readonly no: string;
  readonly cancel: string;
  /** What may follow each of them. */
  readonly tail: string;
  /** What may follow a yes besides, and a no. */
  readonly yesTail: string;
  readonly noTail: string;
}

const GERMAN: Words = {
  lead: 'ok|okay|gut|super|prima|perfekt|na|ach|oh|also|und|alles klar|tut mir leid|entschuldigung|äh|ähm',
  yes: 'ja|jo|jawohl|jep|ok|okay|gerne?|klar|sicher|natürlich|natuerlich|selbstverständlich|auf jeden fall|unbedingt|einverstanden|in ordnung|passt(?: so)?|stimmt(?: so)?|das stimmt|genau|richtig|das ist richtig|korrekt|bestätigt|ich bestätige(?: das| es)?|mach(?:en sie)?(?: das| es)|tun? sie(?: das| es)|ausführen|bitte ausführen',
  no: 'nein|nee|nö|noe|ne|auf keinen fall|lieber nicht|besser nicht|bitte nicht|noch nicht|jetzt nicht|(?:das|es) (?:will|möchte|moechte) ich nicht|ich (?:will|möchte|moechte) (?:das|es) nicht',
  cancel:
    'abbrechen|abbruch|stopp?|halt|brechen sie(?: das| es)? ab|brich(?: das| es)? ab|vergiss(?: es| das)|vergessen sie (?:es|das)|lass(?:en sie)?(?: es| das)(?: sein| bleiben)?|(?:das )?hat sich erledigt|doch nicht|ich (?:habe es mir|habs mir) anders überlegt|nicht mehr nötig',
  tail: 'bitte|danke|vielen dank|dankeschön',
  yesTail: 'ja|gerne?|klar|genau|ausführen|mach(?:en sie)? das|so',
  noTail: 'nein|doch nicht|lieber nicht|noch nicht|jetzt nicht|mehr',
};

const FRENCH: Words = {
  lead: 'ah|oh|euh|eh bien|bon|alors|parfait|super|très bien|tres bien|ok|daccord|et|désolée?|pardon|non non|finalement',
  yes: 'oui|ouais|ok|okay|daccord|bien sûr|bien sur|allez y|vas y|absolument|certainement|tout à fait|exactement|exact|cest (?:ça|ca|bon|correct|exact|juste|bien ça)|je confirme|confirmé|confirmer|parfait|volontiers|entendu|faites(?: le)?|fais le',
  no: 'non|nan|pas du tout|surtout pas|pas maintenant|pas encore|plutôt pas|je ne (?:le )?(?:veux|souhaite) pas(?: ça| cela)?|ne (?:le )?faites pas(?: ça| cela)?',
  cancel:
    'annuler|annulez|annule|annulez (?:ça|cela|tout)|stop|arrêtez?(?: tout| ça| cela)?|arretez|laissez tomber|laisse tomber|oubliez(?: ça| cela)?|oublie(?: ça)?|jai changé davis|ce nest plus nécessaire|plus besoin',
  tail: 'merci|merci beaucoup|svp|sil vous plaît|sil vous plait|sil te plaît|sil te plait',
  yesTail: 'oui|allez y|vas y|bien sûr|tout à fait|daccord',
  noTail: 'non|pas maintenant|pas encore|finalement',
};

const SPANISH: Words = {
  lead: 'ah|oh|eh|bueno|pues|perfecto|genial|muy bien|ok|vale|y|perdón|perdon|lo siento|mejor',
  yes: 'sí|si|ok|okay|vale|claro|claro que s[ií]|por supuesto|desde luego|adelante|de acuerdo|hágalo|hagalo|hazlo|confirmo|lo confirmo|confirmado|correcto|exacto|es correcto|está bien|esta bien|perfecto|dale|cómo no|así es|asi es',
  no: 'no|para nada|mejor no|ahora no|todavía no|todavia no|aún no|aun no|no lo haga|no lo hagas|no (?:lo )?quiero(?: eso| esto)?|de ninguna manera',
  cancel:
    'cancelar|cancel[ae](?:lo)?|cancél[ae]lo|stop|olvídelo|olvidelo|olvídalo|olvidalo|déjelo|dejelo|déjalo|dejalo|he cambiado de (?:idea|opinión)|cambié de (?:idea|opinión)|ya no (?:lo )?(?:quiero|necesito)|ya no hace falta',
  tail: 'por favor|porfa|porfavor|gracias|muchas gracias',
  yesTail: 's[ií]|claro|adelante|hágalo|hazlo|de acuerdo',
  noTail: 'no|ahora no|todavía no|mejor no',
};

const PORTUGUESE: Words = {
  lead: 'ah|oh|então|entao|bom|perfeito|ótimo|otimo|muito bem|ok|tá|e|desculpe|desculpa|na verdade',
  yes: 'sim|ok|okay|claro|claro que sim|com certeza|certo|isso|isso mesmo|pode|pode sim|pode fazer|pode ser|pode ir|faça|faça isso|vá em frente|va em frente|confirmo|eu confirmo|confirmado|correto|exato|exatamente|está certo|tá certo|tá bom|beleza|de acordo|concordo|perfeito',
  no: 'não|nao|de jeito nenhum|melhor não|melhor nao|agora não|agora nao|ainda não|ainda nao|n[ãa]o quero(?: isso)?|n[ãa]o faça(?: isso)?|n[ãa]o precisa',
  cancel:
    'cancelar|cancel[ae](?: isso)?|stop|esquece(?: isso)?|esqueça(?: isso)?|deixa (?:pra|para) l[áa]|deixe (?:pra|para) l[áa]|mudei de (?:ideia|idéia)|n[ãa]o (?:quero|preciso) mais|desisto',
  tail: 'por favor|obrigad[oa]|muito obrigad[oa]',
  yesTail: 'sim|pode|pode fazer|claro|isso',
  noTail: 'não|nao|agora não|ainda não',
};

/** A bare "大丈夫です" or "結構です" may be a yes and a no, so it is neither: then it is asked again. */
const JAPANESE: Words = {
  lead: 'あ|えっと|では|じゃあ|それでは|すみません|ごめんなさい|やっぱり|やはり|ok',
  yes: 'はい|ええ|うん|ok|オッケー|オーケー|お願いします|お願いいたします|お願い致します|それでお願いします|実行する|実行して(?:ください|下さい)|そうです|その通りです|合っています|あっています|進めて(?:ください|下さい)|了解|了解です|承知しました|もちろん|もちろんです',
  no: 'いいえ|いや|いえ|ううん|違います|やめておきます|まだです|しません|不要です|いりません|要りません',
  cancel:
    'やめて(?:ください|下さい)?|やめます|中止|中止して(?:ください|下さい)?|中止します|キャンセル|キャンセルして(?:ください|下さい)?|キャンセルします|キャンセルで|取り消して(?:ください|下さい)?|取り消します|取りやめます|ストップ|もういいです|もう結構です|忘れて(?:ください|下さい)?|気が変わりました|必要なくなりました',
  tail: 'です|ありがとうございます|ありがとう|お願いします|お願いいたします|よろしくお願いします',
  yesTail: 'それで|大丈夫です|実行する|実行して(?:ください|下さい)|そうです|ぜひ',
  noTail: '結構です|大丈夫です|まだ|今は|やめます|いりません',
};

/**
 * `gap`: what stands between two words; Japanese needs nothing there. What may stand before or after comes any number of
 * times, so no row of it may be another row, too: what tries both gets twice as slow with each word.
 */
function answersOf(words: Words, gap: string): Answers {
  const { lead, tail, yesTail, noTail } = words;
  const line = (core: string, after: string) =>
    new RegExp(`^(?:(?:${lead})${gap})*(?:${core})(?:${gap}(?:${after}))*$`, 'u');
  return {
    yes: line(words.yes, `${tail}|${yesTail}`),
    no: line(words.no, `${tail}|${noTail}`),
    cancel: line(words.cancel, tail),
  };
}

/** The English ones everybody may use. */
export const ANSWERS: Readonly<Record<Language, Answers>> = {
  en: ENGLISH,
  de: answersOf(GERMAN, ' '),
  fr: answersOf(FRENCH, ' '),
  es: answersOf(SPANISH, ' '),
  pt: answersOf(PORTUGUESE, ' '),
  ja: answersOf(JAPANESE, ' ?'),
};
