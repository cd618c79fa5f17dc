import type { EN_SLACK_DESK } from '../en-slack-desk.js';
import type { Translated } from '../translated.js';

export const JA_SLACK_DESK: Translated<typeof EN_SLACK_DESK> = {
  'slack.desk.intro': '直前のやり取り：',
  'slack.desk.edited': '（編集済み）',
  'slack.desk.open-thread': 'スレッドを開く',
  'slack.desk.escalated': '{room}の引き継ぎをまだ誰も担当していません。{link}',
  'slack.desk.offline': 'お客様はオフラインです。書いた内容は、戻られたときに届きます。',
  'slack.desk.held-back': 'お客様には未送信：{agent}さんが担当中です。',
  'slack.desk.held-back.open': 'お客様には送信されていません。',
  'slack.desk.send': 'お客様に送信',
  'slack.desk.send.who': '送信できるのは、これを書いた人か、この引き継ぎの担当者だけです。',
  'slack.desk.sent-by': '{agent}さんがお客様に送信しました。',
  'slack.desk.sent-already': 'もう存在しないため、送信できません。',
  'slack.desk.sent-before': 'すでにお客様に送信済みです。再送はしていません。',
  'slack.desk.not-taken':
    '{time}にここで書いた、または変更した内容を受け付けられず、お客様には表示されていません。もう一度行ってください。',
  'slack.desk.not-taken-back':
    '{time}にここで削除した内容を取り消せませんでした。お客様にはまだ見えているかもしれません。',
  'slack.desk.files': 'ファイル：{files}',
  'slack.desk.files-not-sent': 'お客様には未送信：{files}',
  'slack.desk.files-stay':
    'お客様には{files}がまだ残っています。取り消すにはメッセージ全体を削除してください。',
  'slack.desk.files-taken-back': '取り消したファイル：{files}',
  'slack.desk.note-changed': '書いた人がその後変更しました。',
  'slack.desk.note-gone': '書いた人がその後削除しました。',
  'slack.desk.not-sent-changed': '送信していません：書いた人がその後変更しました。',
  'slack.desk.not-sent-gone': '送信していません：書いた人がその後削除しました。',
  'slack.desk.taken': '{agent}さんが{time}からこの引き継ぎを担当しています。',
  'slack.desk.taken.now': '{agent}さんがこの引き継ぎを担当しています。',
  'slack.desk.not-claimed': '先にこの引き継ぎを担当してください。',
  'slack.desk.closed': 'この案件は終了しています。送信していません。',
  'slack.desk.closed-by': 'この案件は{agent}さんが終了しました。送信していません。',
  'slack.desk.closed-edit':
    'この案件は終了しています。お客様には前の文面が見えています。取り消すにはご自分のメッセージを削除してください。',
  'slack.desk.own': 'これはご自身の会話です。ほかの担当者が対応する必要があります。',
  'slack.desk.full': '送信していません：前の返信がまだ配信中です。少し後にもう一度送ってください。',
  'slack.desk.try-again': 'うまくいきませんでした。もう一度お試しください。',
  'slack.desk.problem': '実行できません：{problem}',
  'slack.desk.edit-note': 'メモはメモのままです。お客様には送信していません。',
  'slack.desk.edit-mark':
    'お客様には前の文面が見えています。返信をメモにはできません。取り消すには削除してください。',
  'slack.desk.edit-unmarked':
    'お客様には前の文面が見えています。返信を置き換える文も{mark}で始める必要があります。',
  'slack.desk.not-changed': 'お客様向けの内容はもう変更できません。',
  'slack.desk.action-under-way':
    'この案件では処理が実行中です。結果がここに表示されてから終了してください。',
  'slack.desk.nothing-to-approve': '承認待ちのものはもうありません。',
  'slack.desk.thanks': 'ありがとうございます。記録しました。',
  'slack.desk.refused.bot': 'アプリは引き継ぎを操作できません。',
  'slack.desk.refused.guest': 'ゲストは引き継ぎを操作できません。何も送信・変更していません。',
  'slack.desk.refused.stranger':
    'このワークスペースのメンバーだけが引き継ぎを操作できます。何も送信・変更していません。',
  'slack.desk.refused.gone':
    'このアカウントは引き継ぎを操作できません。何も送信・変更していません。',
  'slack.desk.refused.outsider':
    'デスクのチャンネルのメンバーだけが引き継ぎを操作できます。何も送信・変更していません。',
  'slack.desk.refused.not-in-group':
    'デスクのユーザーグループのメンバーだけが引き継ぎを操作できます。何も送信・変更していません。',
  'slack.desk.transcript': '会話の記録',
  'slack.desk.transcript.empty': 'まだ会話はありません。',
  'slack.desk.transcript.older': '前へ',
  'slack.desk.transcript.newer': '次へ',
  'slack.desk.transcript.close': '閉じる',
  'slack.desk.return': 'ボットに戻す',
  'slack.desk.return.note': 'ボットに伝えることは？お客様には見えません。',
  'slack.desk.return.submit': '戻す',
  'slack.desk.return.cancel': 'キャンセル',
  'slack.desk.none-here':
    'このワークスペースにデスクが設定されていないため、表示する引き継ぎはありません。',
  'slack.desk.list.waiting': '待機中：',
  'slack.desk.list.mine': 'あなたの担当：',
  'slack.desk.list.none-waiting': 'お待ちのお客様はいません。',
  'slack.desk.list.none-mine': '対応中の引き継ぎはありません。',
  'slack.desk.list.line': '{customer}：{intent}（{time}から）',
  'slack.desk.list.more': '表示しきれないものがあります。',
};
