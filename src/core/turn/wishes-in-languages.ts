import type { Language } from '../domain/texts.js';

/** The common ways to say in a language what decides a turn, on `plain` sentences: lower case, apostrophes gone. */
export interface Wishes {
  /** A person is asked for, or to be called by one. */
  readonly person: readonly RegExp[];
  /** Speaks against a wish in the same sentence: told of the past, asked about, or declined. */
  readonly notNow: RegExp;
  /** Nothing but the wish to begin anew. */
  readonly startOver: RegExp;
  /** What names the talk itself, so that nothing else can be meant. */
  readonly talk: RegExp;
  /** Nothing but a greeting, thanks or a goodbye. */
  readonly greeting: RegExp;
}

/** Between words: `<` begins one and `>` ends one, also beside letters that `\b` does not know. */
function pattern(source: string): RegExp {
  const edged = source
    .replace(/(?<!\(\?)<(?![=!])/g, '(?<![\\p{L}\\p{N}])')
    .replaceAll('>', '(?![\\p{L}\\p{N}])');
  return new RegExp(edged, 'u');
}

const DE_SOMEBODY =
  '(?:(?:echte[mnrs]?|richtige[mnrs]?|lebendige[mnrs]?|reale[mnrs]?|menschliche[mnrs]?) )?(?:mensch(?:en)?|person|mitarbeiter(?:in|s|n)?|berater(?:in)?|kundenberater(?:in)?|kolleg(?:e|en|in)|jemande?[mn]?|kundenservice|kundendienst|kundenbetreuung|support|vorgesetzten?|manager(?:in)?|agenten?|ansprechpartner(?:in)?|team)';

const DE_A = '(?:(?:eine[mrn]|de[mnr]|ihre[mrn]|eure[mrn]|irgend\\p{L}+) )?';

const GERMAN: Wishes = {
  person: [
    `<mit ${DE_A}${DE_SOMEBODY} (?:\\p{L}+ ){0,4}(?:sprechen|reden|telefonieren|chatten|schreiben)>`,
    `<mit ${DE_A}${DE_SOMEBODY} (?:aus (?:de[mr]|ihre[mr]) \\p{L}+ )?(?:bitte |jetzt |direkt |gleich |sofort )*verbunden (?:zu )?werden>`,
    `(?:^(?:bitte )?|<(?:mich|uns) (?:\\p{L}+ ){0,3})mit ${DE_A}${DE_SOMEBODY} (?:aus (?:de[mr]|ihre[mr]) \\p{L}+ )?(?:bitte |jetzt |direkt |gleich |sofort )*(?:verbinden|verbindet)>`,
    `<(?:sprechen|reden|chatten) mit (?:eine[mrn]|de[mnr]|ihre[mrn])? ?${DE_SOMEBODY}>`,
    '<(?:verbinden sie|verbinde|verbindet) mich>|<stellen sie mich durch>',
    `<(?:können|kannst|könnten|könnt|würden) (?:sie|du|ihr) mich (?:\\p{L}+ ){0,4}(?:verbinden|weiterleiten|durchstellen|anrufen|zurückrufen)>`,
    `<(?:will|möchte|moechte|brauche|wünsche|verlange|hätte gerne?) (?:bitte |jetzt |gerne? |sofort |lieber |nur )*(?:eine[nm]?|jemanden) ?(?:${DE_SOMEBODY})(?:>(?: bitte| jetzt| sprechen)*$)`,
    `^(?:bitte )?(?:eine[nm]? )?${DE_SOMEBODY}(?: bitte| sprechen| jetzt)*$`,
    '<rufen sie (?:mich|uns) (?:\\p{L}+ ){0,3}(?:an|zurück)>|<ruf(?:t)? mich (?:\\p{L}+ ){0,3}(?:an|zurück)>|<um rückruf>|<bitten? (?:\\p{L}+ ){0,2}um (?:einen|ihren) rückruf>|<(?:will|möchte|moechte|brauche|wünsche|verlange|hätte gerne?) (?:\\p{L}+ ){0,2}einen rückruf>|^(?:einen )?rückruf(?: bitte)?$',
    '<(?:nicht|keinem?|ohne) (?:mehr )?(?:länger )?(?:mit )?(?:eine[mr] |diese[mr] |dem )?(?:chat)?(?:bot|roboter|maschine|computer|ki) (?:\\p{L}+ ){0,2}(?:sprechen|reden|schreiben|chatten)>',
  ].map(pattern),
  notNow: pattern(
    '<(?:nicht mit (?:eine[mr]|de[mr]) (?:\\p{L}+ )?(?:mensch|mitarbeiter|person|berater)|muss ich|müssen wir|habe ich|ich habe|ich hatte|nicht nötig|nicht verbinden)',
  ),
  startOver: pattern(
    '^(?:(?:bitte|ok|okay|lass(?:en sie|t)? uns|können wir|kann ich|ich möchte|ich will|wir) )*(?:(?:noch ?mal |ganz |wieder )*(?:neu anfangen|neu beginnen|neu starten|von vorne?(?: anfangen| beginnen)?)|(?:ein )?neues gespräch(?: beginnen| anfangen| starten)?|(?:ein(?:en)? )?neuer? chat|(?:das |dieses )?gespräch neu (?:starten|beginnen|anfangen)|(?:den )?chat neu (?:starten|beginnen)|vergiss alles|vergessen sie (?:bitte )?alles)(?: bitte| jetzt)*$',
  ),
  talk: pattern('<(?:gespräch|chat|unterhaltung)'),
  greeting: pattern(
    '^(?:(?:hallo|hi|hey|servus|moin|grüezi|grüß gott|guten (?:tag|morgen|abend)|ok|okay|super|prima|alles klar|danke|dankeschön|vielen dank|danke schön|herzlichen dank|danke für (?:die|ihre) (?:hilfe|antwort|auskunft)|tschüss|tschüs|auf wiedersehen|bis bald|schönen (?:tag|abend)|das war alles|das hilft(?: mir)?|zusammen|noch)(?: |$))+$',
  ),
};

const FR_SOMEBODY =
  '(?:(?:vraie?|véritable) )?(?:humaine?|être humain|personne(?: réelle| humaine)?|conseill(?:er|ère)|agente?|représentante?|opérat(?:eur|rice)|collègue|collaborat(?:eur|rice)|employée?|responsable|quelquun|service client|support|équipe)';

/** "Me rappeler" is to call back and to remind: of a thing, but for times of the day and the week. */
const FR_REMINDED_OF =
  ' (?:(?:mon|ma|mes|les|quel\\p{L}*|combien|comment|que) |de (?!suite|toute|préférence)|(?:le|la|votre|vos) (?!matin|midi|soir|semaine|mois|plus|lendemain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[0-9])|l(?!undi|orsque|après|e>|a>)[aeéèêiouh]\\p{L}+)';

const FRENCH: Wishes = {
  person: [
    `<(?:parler|discuter|échanger|causer|communiquer) (?:\\p{L}+ ){0,2}(?:à|a|avec) (?:une?|le|la|votre|vos|un de vos|lun de vos)? ?${FR_SOMEBODY}>`,
    `<(?:(?:passez|transf[ée]rez) moi|me (?:passer|transf[ée]rer)) (?:(?:à|a|avec|vers|au) )?(?:(?:une?|le|la|votre|vos|un de vos) )?(?:${FR_SOMEBODY}|comptabilité|service (?:technique|commercial|après vente|comptabilité|facturation))>`,
    '<(?:transf[ée]rez moi|me transf[ée]rer)(?: svp| sil vous plaît| sil vous plait| maintenant)*$',
    '<(?:mettez moi|me mettre) en (?:relation|contact)>',
    `<(?:je veux|je voudrais|jaimerais|je souhaite|il me faut|jai besoin d) ?(?:une?|avoir une?)? ?${FR_SOMEBODY}(?:>(?: svp| sil vous plaît| maintenant)*$)`,
    `^(?:une? )?${FR_SOMEBODY}(?: svp| sil vous plaît| sil vous plait| maintenant)*$`,
    `<(?:(?:rappelez|appelez) (?:moi|nous)|me rappeler)>(?!${FR_REMINDED_OF})|<être rappelée?>|<un rappel téléphonique>`,
    '<(?:pas|plus|marre de|assez de) (?:\\p{L}+ ){0,2}(?:parler|discuter) (?:à|avec) (?:une?|ce|cette|le) (?:bot|robot|chatbot|machine|ordinateur|ia)>',
  ].map(pattern),
  notNow: pattern(
    '<(?:jai (?:déjà )?(?:parlé|discuté)|on ma dit|est ce que je dois|dois je|faut il|ne (?:veux|souhaite) pas parler à (?:une? )?(?:humain|personne|conseiller)|ne (?:veux|souhaite|voudrais|désire) (?:plus )?(?:parler|discuter) (?:à|a|avec) personne|pas besoin)',
  ),
  startOver: pattern(
    '^(?:(?:ok|daccord|sil vous plaît|on peut|peut on|je veux|je voudrais|jaimerais) )*(?:recommencer|recommençons|on recommence|recommencer (?:depuis le début|à zéro|du début)|(?:repartir|repartons|recommençons) (?:de|à) zéro|(?:une )?nouvelle conversation|(?:un )?nouveau chat|(?:commencer|démarrer) une nouvelle conversation|oubliez tout|oublie tout)(?: svp| sil vous plaît| maintenant)*$',
  ),
  talk: pattern('<(?:conversation|chat|discussion)'),
  greeting: pattern(
    '^(?:(?:bonjour|bonsoir|salut|coucou|rebonjour|ok|daccord|super|parfait|merci|merci beaucoup|mille mercis|merci (?:pour|de) (?:votre|ton) (?:aide|réponse)|au revoir|à bientôt|à bientot|bonne (?:journée|soirée|fin de journée)|cest tout|à tous|madame|monsieur|et)(?: |$))+$',
  ),
};

const ES_SOMEBODY =
  '(?:persona(?: real| humana)?|humano|ser humano|agente(?: humano| real)?|asesora?|representante|operadora?|empleado|compañero|encargado|responsable|supervisora?|alguien|servicio (?:de atención )?al cliente|atención al cliente|soporte|equipo)';

const ES_MOVE_ME =
  'comun[íi]queme|con[ée]cteme|transfi[ée]rame|me (?:puede|puedes|podría|pueden|podrían) (?:comunicar|conectar|transferir)|(?:puede|puedes|podría|pueden|podrían) (?:comunicarme|conectarme|transferirme)';

const SPANISH: Wishes = {
  person: [
    `<(?:hablar|chatear|conversar|comunicarme|comunicar|contactar) (?:\\p{L}+ )?con (?:una?|el|la|su|sus|alguno de sus|uno de sus)? ?${ES_SOMEBODY}>`,
    `<(?:p[áa]seme|p[áa]same|p[óo]ngame|me (?:puede|puedes|podría|pueden|podrían) (?:pasar|poner)|(?:puede|puedes|podría|pueden|podrían) (?:pasarme|ponerme)|${ES_MOVE_ME}) (?:(?:con|a|al) (?:(?:una?|el|la|su|uno de sus|alguno de sus) )?|una? (?!equipo|soporte))(?:${ES_SOMEBODY}|departamento|ventas|facturación|gerente|jefe|encargada)>`,
    `<(?:${ES_MOVE_ME})(?: por favor| ya| ahora)*$`,
    '<(?:comun[íi]queme|me (?:puede|puedes|podría|pueden|podrían) comunicar|(?:puede|puedes|podría|pueden|podrían) comunicarme) con>',
    '<me (?:puede|puedes|podría|pueden|podrían) llamar>|<(?:puede|puedes|podría|pueden|podrían) llamarme>',
    `<(?:quiero|quisiera|necesito|deseo|prefiero|me gustaría) (?:a )?(?:una?)? ?${ES_SOMEBODY}(?:>(?: por favor| ya| ahora)*$)`,
    `^(?:una? )?${ES_SOMEBODY}(?: por favor| ya| ahora)*$`,
    '<(?:llámeme|llameme|llámenme|llámame|llamame)>|<que me llamen>|<(?:me|nos) (?:pueden )?llamen>',
    '<(?:no quiero|harto de|cansado de|dejar de) (?:\\p{L}+ ){0,2}hablar con (?:una?|este|esta|el|la) (?:bot|robot|chatbot|máquina|maquina|ordenador|computadora|ia)>',
  ].map(pattern),
  notNow: pattern(
    '<(?:ya hablé|hablé con|he hablado|me dijeron|tengo que hablar|hay que hablar|no quiero hablar con (?:una?|ningún|ninguna) (?:persona|humano|agente)|no hace falta|no necesito)>',
  ),
  startOver: pattern(
    '^(?:(?:por favor|ok|vale|podemos|puedo|quiero|quisiera|vamos a) )*(?:empezar de nuevo|empecemos de nuevo|empezar (?:desde cero|de cero|otra vez|desde el principio)|volver a empezar|comenzar de nuevo|(?:una )?nueva conversación|(?:un )?nuevo chat|reiniciar (?:la conversación|el chat)|olvida todo|olvide todo|olvídelo todo)(?: por favor| ahora)*$',
  ),
  talk: pattern('<(?:conversación|chat|charla)'),
  greeting: pattern(
    '^(?:(?:hola|buenas|buenos días|buenos dias|buenas (?:tardes|noches)|qué tal|que tal|ok|vale|perfecto|genial|gracias|muchas gracias|mil gracias|gracias por (?:la|su|tu) (?:ayuda|respuesta)|adiós|adios|hasta (?:luego|pronto|mañana)|que tenga (?:un )?buen día|eso es todo|a todos|y)(?: |$))+$',
  ),
};

const PT_SOMEBODY =
  '(?:pessoa(?: real| de verdade)?|humano|ser humano|atendente(?: humano)?|agente|operadora?|representante|funcionári[oa]|gerente|supervisora?|colega|alguém|alguem|atendimento|suporte|equipe|consultora?)';

const PT_MOVE_ME =
  'me transf(?:ira|ere)|me conect[ea]|transfira me|(?:pode|poderia|podem) me (?:transferir|conectar)';

const PORTUGUESE: Wishes = {
  person: [
    `<(?:falar|conversar|teclar|comunicar) (?:\\p{L}+ )?com (?:uma?|o|a|algum|alguma|seu|sua|um dos seus)? ?${PT_SOMEBODY}>`,
    `<(?:me pass[ea]|passe me|(?:pode|poderia|podem) me passar|${PT_MOVE_ME}) (?:(?:para|pra|pro|ao|à|a|com) (?:(?:uma?|o|a|algum|alguma|seu|sua|um dos seus) )?|uma? (?!equipe|suporte))(?:${PT_SOMEBODY}|setor|departamento|vendas|financeiro)>`,
    `<(?:${PT_MOVE_ME})(?: por favor| já| agora)*$`,
    '<(?:pode|poderia|podem) me ligar>',
    `<(?:quero|queria|gostaria de|preciso de|prefiro|desejo) (?:falar com )?(?:uma?)? ?${PT_SOMEBODY}(?:>(?: por favor| já| agora)*$)`,
    `^(?:uma? )?${PT_SOMEBODY}(?: por favor| já| agora)*$`,
    '<(?:me liga|me ligue|me liguem|ligue para mim|liga pra mim|ligue me)>|<(?:quero|gostaria de) (?:uma |receber uma )ligação>',
    '<(?:não quero|nao quero|cansei de|chega de) (?:\\p{L}+ ){0,2}(?:falar|conversar) com (?:uma?|este|esse|esta|o|a) (?:bot|robô|robo|chatbot|máquina|maquina|computador|ia)>',
  ].map(pattern),
  notNow: pattern(
    '<(?:já falei|ja falei|falei com|conversei com|me disseram|tenho que falar|preciso mesmo falar|n[ãa]o quero falar com (?:uma?|nenhuma?) (?:pessoa|humano|atendente)|n[ãa]o precisa|n[ãa]o preciso)>',
  ),
  startOver: pattern(
    '^(?:(?:por favor|ok|podemos|posso|quero|queria|vamos) )*(?:começar de novo|comecar de novo|recomeçar|começar (?:do zero|outra vez|do início)|(?:uma )?nova conversa|(?:um )?novo chat|reiniciar (?:a conversa|o chat)|esqueça tudo|esquece tudo)(?: por favor| agora)*$',
  ),
  talk: pattern('<(?:conversa|chat)'),
  greeting: pattern(
    '^(?:(?:olá|ola|oi|opa|e aí|bom dia|boa (?:tarde|noite)|tudo bem|ok|perfeito|ótimo|beleza|obrigad[oa]|muito obrigad[oa]|valeu|obrigad[oa] pela (?:ajuda|resposta)|tchau|até (?:logo|mais|breve)|tenha um bom dia|é só isso|era isso|a todos|e)(?: |$))+$',
  ),
};

const JA_SOMEBODY =
  '(?:担当者|担当の(?:方|人)|人間|オペレーター?|スタッフ|係の?(?:人|方)|有人|責任者|店員|カスタマー ?(?:サポート|サービス)|サポート(?:担当|の(?:人|方))?|誰か|生身の人)';

/** Japanese has no spaces between words, so nothing marks where they begin and end. */
const JAPANESE: Wishes = {
  person: [
    `${JA_SOMEBODY}(?:の?(?:方|人|さん))?(?:と|に|へ) ?(?:直接 ?)?(?:話|はな|相談|つな|繋|代わ|替わ|かわ|取り次|対応|問い合わせ|連絡)(?!を?(?:し?済|し?ずみ|しました|しています|しております|してもら(?:いました|った)|した[。、 ]))`,
    `${JA_SOMEBODY}(?:の?(?:方|人|さん))?(?:を?お願い|を?呼|を出|はいません|はいない|対応(?:を|に|して|希望)|希望)`,
    `^${JA_SOMEBODY}(?:の?(?:方|人|さん))?(?:で|を)?(?: ?お願いします)?$`,
    '(?:電話|折り返し)(?:を|して|の電話)?(?:ください|下さい|ほしい|欲しい|お願い|希望|いただけ)|電話してもら',
    `(?:ボット|ロボット|機械|ai)(?:じゃ|では)な(?:くて?|い) ?(?:本物の|生身の|ちゃんとした)?(?:${JA_SOMEBODY}|人|方)(?:さん)?(?:と|に(?!よ)|へ|がいい|が良い|が対応|を?お願い|$)`,
    '(?:ボット|ロボット|機械|ai)とは?(?:話したくない|話したくありません)|(?:ボット|ロボット|機械|ai)(?:は|なんか)(?:嫌|いや|もういい)',
  ].map((source) => new RegExp(source, 'u')),
  notNow:
    /(?:話しました|話した(?:とき|時|後|が|けど)|言われ(?:ました|た)|聞きました|必要です?か|必要はありません|話したくありません$)/u,
  startOver:
    /^(?:(?:すみません|では|じゃあ) ?)?(?:(?:もう一度|また) ?)?(?:最初から(?:やり直したい(?:です)?|やり直して(?:ください|下さい)?|始めたい(?:です)?|始める|始めて(?:ください|下さい)?|お願いします)?|初めから(?:お願いします)?|新しい(?:会話|チャット)(?:を(?:始めたい(?:です)?|始める|始めて(?:ください|下さい)?))?|(?:会話|チャット)を?(?:リセット|やり直)(?:して(?:ください|下さい)?|したい(?:です)?|す)?|全部忘れて(?:ください|下さい)?)$/u,
  talk: /会話|チャット/u,
  greeting:
    /^(?:(?:こんにちは|こんにちわ|こんばんは|おはようございます|おはよう|はじめまして|初めまして|もしもし|やあ|ありがとう(?:ございます|ございました)?|どうも|助かりました|了解です?|わかりました|分かりました|さようなら|失礼します|またお願いします|以上です|お世話になっております|お世話になります)(?: |$)?)+$/u,
};

/** Beside the English ones, which everybody may use. */
export const WISHES: Readonly<Record<Exclude<Language, 'en'>, Wishes>> = {
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  pt: PORTUGUESE,
  ja: JAPANESE,
};
