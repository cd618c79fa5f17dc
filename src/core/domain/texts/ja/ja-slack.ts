import type { EN_SLACK } from '../en-slack.js';
import type { Translated } from '../translated.js';

export const JA_SLACK: Translated<typeof EN_SLACK> = {
  'slack.sources': '出典：',
  'slack.shortened': '省略しました。全文は会話の記録にあります。',
  'slack.confirm.title': 'よろしいですか？',
  'slack.confirm.deny': 'キャンセル',
  'slack.customer.thinking': 'が考えています…',
  'slack.customer.too-long':
    'メッセージが長すぎます（上限：{max}文字）。短く分けて送ってください。',
  'slack.customer.empty': 'どのようなご用件でしょうか？ご質問と一緒に私をメンションしてください。',
  'slack.customer.not-taken': 'このメッセージを受け取れませんでした。別の言葉でお書きください。',
  'slack.customer.full':
    'ただいま混み合っており、メッセージを受け取れませんでした。数分後にもう一度お送りください。',
  'slack.customer.not-here': 'ここではご質問を受け付けていません。',
  'slack.customer.choice-gone': 'この質問には、もうボタンで回答できません。',
  'slack.customer.chosen': '{name}さんの選択：{choice}',
  'slack.customer.corrected': '以前のメッセージの訂正：',
  'slack.customer.taken-back': '以前のメッセージは取り消されました。無視してください。',
  'slack.error.room-gone': 'Slackにこのチャンネルがないか、ボットに閲覧権限がありません。',
  'slack.error.not-in-room': 'ボットがこのSlackチャンネルにいません。/inviteで招待してください。',
  'slack.error.archived': 'このSlackチャンネルはアーカイブされています。',
  'slack.error.read-only': 'このSlackチャンネルには誰も、またはボットが投稿できません。',
  'slack.error.token': 'Slackがアプリのトークンを拒否しています。再インストールが必要です。',
  'slack.error.scope':
    'Slackアプリの権限が不足しています。すべてのスコープで再インストールしてください。',
  'slack.error.person-gone': 'この方にはSlackでもう連絡できません。',
  'slack.error.message-gone': 'このメッセージはSlackにもうありません。',
  'slack.error.not-editable': 'Slackではこのメッセージを変更できません。',
  'slack.error.too-long': 'メッセージがSlackには長すぎます。',
  'slack.error.refused': 'Slackがメッセージを受け付けませんでした（{error}）。',
  'slack.error.connect': '共有Slackチャンネルでは、相手の会社がこれを許可していません。',
  'slack.error.busy': 'Slackから待機を求められています：メッセージが多すぎます。',
  'slack.error.down': 'Slackで問題が発生しています（{error}）。',
  'slack.error.moving': 'このSlackワークスペースは移行中で、しばらく接続できません。',
  'slack.error.network': 'Slackに接続できません。',
  'slack.error.file': '添付されたファイルを今は読み取れません。',
  'slack.error.unknown': 'Slackから不明な問題が返されました（{error}）。',
};
