import type { EN_TALK } from '../en-talk.js';
import type { Translated } from '../translated.js';

export const JA_TALK: Translated<typeof EN_TALK> = {
  'handoff.opened': '担当者におつなぎします。こちらでお答えしますので、少々お待ちください。',
  'handoff.failed': '問題が発生しました。担当者が引き継ぎ、こちらでお答えします。',
  'handoff.returned': '再び{bot}が対応いたします。',
  'handoff.resolved':
    '{agent}が解決済みにしました。ほかにご用件がありましたら、またお書きください。',
  'scope.note':
    '{tenant}に関するご質問（ご注文、配送、返品、お支払いなど）にお答えできます。どのようなことをお知りになりたいですか？',
  'rating.ask': '今回の対応はいかがでしたか？',
  'rating.thanks': 'ご回答ありがとうございます。',
  'rating.1': 'とても悪い',
  'rating.2': '悪い',
  'rating.3': '普通',
  'rating.4': '良い',
  'rating.5': 'とても良い',
  'feedback.helpful': '役に立った',
  'feedback.not-helpful': '役に立たなかった',
  'feedback.person': '担当者と話す',
  'feedback.thanks': '{name}さんの選択：{choice}。ご回答ありがとうございます。',
  'feedback.not-yours': '役に立ったかどうかは、ここで私と話している方だけがお答えいただけます。',
  'memory.condensed':
    'お話が長くなりましたので、以前の内容は要点だけを残しています。忘れているようでしたら、もう一度お聞かせください。',
  'memory.afresh':
    '会話が長くなりました。新しい話題に移る場合は「最初から」とお書きください。これまでの内容は脇に置きます。',
  'memory.started-over':
    '承知しました。最初から始めます。これまでの内容は脇に置きました。どのようなご用件でしょうか？',
  'bot.hello': 'こんにちは。{tenant}のアシスタント、{bot}です。どのようなご用件でしょうか？',
  'bot.hello-named':
    '{name}様、こんにちは。{tenant}のアシスタント、{bot}です。どのようなご用件でしょうか？',
  'bot.hello-again': '改めまして、こんにちは。どのようなご用件でしょうか？',
  'bot.hello-again-named': '{name}様、改めまして、こんにちは。どのようなご用件でしょうか？',
  'bot.welcome-back': 'お帰りなさいませ。前回は{day}にお話ししました。',
  'bot.welcome-back-named': '{name}様、お帰りなさいませ。前回は{day}にお話ししました。',
  'bot.how-help': 'どのようなご用件でしょうか？',
  'bot.on-record': '次の内容を覚えています：「{words}」',
  'bot.thanks': 'どういたしまして。ほかにご用件がありましたら、こちらにお書きください。',
  'bot.bye': '失礼いたします。よい一日をお過ごしください。',
  'bot.glad': 'よかったです。ほかにご用件がありましたら、こちらにお書きください。',
  'bot.noted': 'ありがとうございます。承りました。どのようなご用件でしょうか？',
  'bot.help': 'もちろんです。どのようなご用件でしょうか？',
  'bot.told': '{agent}が{day}にお伝えした内容：「{words}」',
  'bot.resolved': '{agent}が{day}に解決済みにしました。',
  'bot.returned': '{agent}が{day}に会話を私に戻しました。',
  'bot.expired': 'その後ご連絡がなかったため、{agent}が{day}に終了しました。',
  'bot.talk-with': '{agent}との会話',
  'bot.you-wrote': '{day}にお書きになった内容：「{words}」',
  'bot.they-wrote': '{name}さんが{day}に書いた内容：「{words}」',
  'bot.was-said': '{day}にここで話された内容：「{words}」',
  'bot.said-before': 'これまでにここで話された内容',
};
