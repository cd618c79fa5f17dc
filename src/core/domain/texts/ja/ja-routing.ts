import type { EN_ROUTING } from '../en-routing.js';
import type { Translated } from '../translated.js';

export const JA_ROUTING: Translated<typeof EN_ROUTING> = {
  'brief.seems-person': 'はっきりとは言っていませんが、お客様は担当者を希望しているようです。',
  'brief.pattern': 'お客様が「{pattern}」と書きました。設定により担当者に引き継がれます。',
  'brief.frustrated': '不満の兆候：{signs}。',
  'brief.sign.repetition': 'ほぼ同じ質問を繰り返している',
  'brief.sign.not-helpful': '回答が役に立たなかったと言っている',
  'brief.sign.capitals': '大文字で書いている',
  'brief.sign.insult': 'きつい言葉を使っている',
  'brief.sign.complaint': 'この会話やサービスに苦情を言っている',
  'brief.sign.low-rating': '低い評価を付けた',
  'brief.sign.falling-rating': '前より低い評価を付けた',
  'brief.sign.earlier': 'この会話で以前から不満があった',
  'brief.rule': '「{title}」のルール：{what}。',
  'brief.rule.topics': '「{topic}」に関する内容',
  'brief.rule.amount': '{amount}は{limit}を超えている',
  'brief.rule.account': '{name}が{value}',
  'brief.rule.confidence': 'ボットの確信度が{sure}%で、{limit}%未満',
};
