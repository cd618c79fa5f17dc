import type { EN_TEAMS_CUSTOMERS } from '../en-teams-customers.js';
import type { Translated } from '../translated.js';

export const JA_TEAMS_CUSTOMERS: Translated<typeof EN_TEAMS_CUSTOMERS> = {
  'teams.customer.welcome':
    'こんにちは。{tenant}のアシスタント、{bot}です。お気軽にご質問ください。担当者との会話をご希望でしたら、そうお書きください。',
  'teams.customer.welcome-mention': 'ご質問の際は私をメンションしてください。',
  'teams.customer.welcome-examples': '例：',
  'teams.customer.too-long':
    'メッセージが長すぎます（上限：{max}文字）。短く分けて送ってください。',
  'teams.customer.empty': 'どのようなご用件でしょうか？ご質問と一緒に私をメンションしてください。',
  'teams.customer.unreadable':
    'その内容は読み取れません。ご質問を文章でお書きいただくか、画像またはファイルをお送りください。',
  'teams.customer.not-taken': 'このメッセージを受け取れませんでした。別の言葉でお書きください。',
  'teams.customer.full':
    'ただいま混み合っており、メッセージを受け取れませんでした。数分後にもう一度お送りください。',
  'teams.customer.not-here': 'ここではご質問を受け付けていません。',
  'teams.customer.choice-gone': 'この質問には、もうボタンで回答できません。',
};
