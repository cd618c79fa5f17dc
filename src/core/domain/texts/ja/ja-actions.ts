import type { EN_ACTIONS } from '../en-actions.js';
import type { Translated } from '../translated.js';

export const JA_ACTIONS: Translated<typeof EN_ACTIONS> = {
  'action.ask': '「{action}」のために、もう一つ教えてください：{parameter}',
  'action.ask-again': 'ご回答を使用できませんでした。値が{problem}。{question}',
  'action.not-understood': '読み取れませんでした。{question}',
  'action.confirm': '「{action}」を実行してよろしいですか？',
  'action.yes': 'はい、実行する',
  'action.no': 'いいえ',
  'action.cancelled': '承知しました。「{action}」は実行していません。',
  'action.reminder': '「{action}」の続きです。{question}',
  'action.not-allowed':
    '「{action}」は、この会話のご本人様のためにのみ行えます。何も実行していません。',
  'action.not-known':
    '「{action}」にはご本人様の確認が必要ですが、ここでは確認できません。ログインしてからもう一度お書きいただくか、担当者にご相談ください。',
  'action.not-entitled':
    'このアカウントでは「{action}」を行えません。詳しくは担当者がご案内します。',
  'action.for-another':
    '「{action}」は{customer}様のご依頼ですので、ご本人様がお答えください。何も実行も中止もしていません。',
  'action.button-over': 'この質問には、もうボタンで回答できません。',
  'action.under-way': '「{action}」をまだ処理しています。先にこちらを終わらせましょう。',
  'action.approving':
    'ありがとうございます。「{action}」の実行前に担当者の承認が必要です。依頼を伝えましたので、結果はこちらでお知らせします。',
  'action.done': '完了しました：{action}',
  'action.failed':
    'うまくいきませんでした。「{action}」は実行されていません。担当者が引き継ぎ、こちらでお答えします。',
  'action.failed-told': 'うまくいきませんでした。「{action}」は実行されていません。',
  'action.unknown':
    '「{action}」が完了したかどうか確認できないため、再試行はしません。担当者が確認し、こちらでお答えします。',
  'action.unknown-told': '「{action}」が完了したかどうか確認できないため、自動では再試行しません。',
  'action.late': '「{action}」は無事に完了していました：{text}',
  'action.rejected': '担当者が確認し、「{action}」は承認されませんでした。何も実行していません。',
  'action.expired':
    '「{action}」は期限内に承認されなかったため、何も実行していません。まだご希望でしたら、もう一度お書きください。',
  'action.closed':
    '「{action}」は決定されなかったため、何も実行していません。まだご希望でしたら、もう一度お書きください。',
  'action.card.closed': '未実行。決定のないまま案件が終了しました。',
  'action.card.collecting': '開始、未実行。ボットが得た情報：{values}',
  'action.card.confirming': '未実行。お客様に確認をお願いしました：{values}',
  'action.card.approving': '未実行。承認待ち：{values}',
  'action.card.running': '{time}から実行中。結果はまだ不明です。{values}',
  'action.card.nothing-yet': 'まだありません',
  'action.card.stopped': '未実行。担当者への引き継ぎで中止しました。ボットが得ていた情報：{values}',
  'action.card.cancelled': '未実行。お客様が取りやめました。',
  'action.card.rejected': '未実行。{agent}さんが承認しませんでした。',
  'action.card.expired': '未実行。期限内に承認されませんでした。',
  'action.card.failed': '未実行。{trouble}',
  'action.card.unknown':
    '実行されたかどうかは【不明】です。再試行はしません。{trouble}依頼時刻：{time}、参照番号：{key}、内容：{values}',
  'action.card.useless':
    '「{action}」について、お客様に{count}回お尋ねしました：{parameter}。使える回答はありませんでした。',
  'action.next.failed': '手作業で行うか、できない理由をお客様に伝えてください：{action}',
  'action.next.unknown':
    '実行されたかを確認し、その後で手作業で行うか、お客様に伝えてください：{action}',
  'action.card.needs-approval': '「{action}」は毎回、担当者の承認が必要です。',
  'action.card.approve-why': 'お客様は確認済みです。承認後に初めて実行されます。',
  'action.desk.ended': '{action}：{text}',
  'action.desk.late': '{action}：結果が判明しました。{text}',
  'action.trouble.unreachable': '相手のシステムに接続できませんでした。',
  'action.trouble.private-address': '相手のシステムのアドレスは、呼び出しが許可されていません。',
  'action.trouble.refused': '相手のシステムが拒否しました（{detail}）。',
  'action.trouble.busy': '相手のシステムが混み合っていました（{detail}）。',
  'action.trouble.server-error': '相手のシステムで問題が発生しました（{detail}）。',
  'action.trouble.redirect': '相手のシステムが別の場所を示しましたが、転送には従いません。',
  'action.trouble.accepted': '相手のシステムは受け付けましたが、結果を返していません（{detail}）。',
  'action.trouble.bad-answer': '相手のシステムの応答を読み取れませんでした。',
  'action.trouble.timeout': '相手のシステムが時間内に応答しませんでした。',
  'action.trouble.broken-off': '応答が届く前に接続が切れました。',
  'action.trouble.process-ended': '処理の途中でゲートウェイが停止しました。',
  'action.trouble.not-configured': '設定から削除されています。',
  'action.problem.missing': 'まだ入力されていません',
  'action.problem.unknown': 'ここでは必要ありません',
  'action.problem.unfitting': 'ほかの内容と合いません',
  'action.problem.text': '文字列ではありません',
  'action.problem.number': '数値ではありません',
  'action.problem.whole-number': '整数ではありません',
  'action.problem.yes-or-no': '「はい」か「いいえ」ではありません',
  'action.problem.choice': '次のいずれでもありません：{choices}',
  'action.problem.form': '正しい形式ではありません',
  'action.problem.date': '日付ではありません（例：2026-12-24）',
  'action.problem.email': 'メールアドレスではありません',
  'action.problem.uri': 'ウェブアドレスではありません（例：https://shop.example/page）',
  'action.problem.uuid': '参照番号の形式ではありません（例：123e4567-e89b-12d3-a456-426614174000）',
  'action.problem.too-short': '{limit}文字以上必要です',
  'action.problem.too-long': '{limit}文字を超えています',
  'action.problem.too-small': '{limit}以上ではありません',
  'action.problem.too-large': '{limit}以下ではありません',
  'action.problem.not-above': '{limit}より大きくありません',
  'action.problem.not-below': '{limit}より小さくありません',
  'action.problem.no-multiple': '{limit}の倍数ではありません',
  'action.order-status.preparing':
    'デモショップのご注文{order}は梱包中で、明日倉庫から発送されます。',
  'action.order-status.on-its-way':
    'デモショップのご注文{order}は配送中で、2日以内に届く予定です。',
  'action.order-status.delivered': 'デモショップのご注文{order}は3日前に配達されました。',
  'action.order-status.unknown':
    'デモショップに注文{order}はありません。サンプルは次のとおりです：{samples}',
};
