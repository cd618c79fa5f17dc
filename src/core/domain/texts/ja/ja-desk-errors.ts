import type { EN_DESK_ERRORS } from '../en-desk-errors.js';
import type { Translated } from '../translated.js';

export const JA_DESK_ERRORS: Translated<typeof EN_DESK_ERRORS> = {
  'desk.error.message.too-long': 'メッセージが長すぎます。短くしてもう一度送信してください。',
  'desk.error.message.empty': 'メッセージに文章がありません。',
  'desk.error.message.not-yours': '変更できるのはご自身の返信だけです。',
  'desk.error.message.unheard':
    '取り消す対象がまだ記録されていません。少し後にもう一度送信してください。',
  'desk.error.message.not-failed': 'このメッセージは失敗していません。',
  'desk.error.file.refused': 'このファイルは受け付けられません。',
  'desk.error.file.unknown':
    'このファイルはこの会話にもうありません。もう一度アップロードしてください。',
  'desk.error.file.off': 'ここではファイルを受け付けていません。',
  'desk.error.rate.limited': 'メッセージが多すぎます。少し待ってからもう一度送信してください。',
  'desk.error.store.unavailable': 'メッセージを記録できませんでした。もう一度送信してください。',
  'desk.error.stopping': 'サーバーが停止中です。再接続してもう一度送信してください。',
  'desk.error.desk.unauthorized': '有効な担当者トークンが必要です。',
  'desk.error.sign-in.refused':
    'ここではトークンなしでログインできません。担当者トークンを使用してください。',
  'desk.error.request.too-large': 'リクエストが大きすぎます。いくつかに分けて送信してください。',
  'desk.error.not-found': 'ここには存在しません。',
  'desk.error.handoff.unknown': 'この引き継ぎは存在しません。',
  'desk.error.handoff.taken': 'ほかの人がこの引き継ぎを担当しています。',
  'desk.error.handoff.not-claimed': '先にこの引き継ぎを担当してください。',
  'desk.error.handoff.own': 'これはご自身の会話です。ほかの担当者が対応する必要があります。',
  'desk.error.handoff.not-filed': 'この引き継ぎは終了処理中です。少し後にもう一度お試しください。',
  'desk.error.handoff.not-closed': 'この引き継ぎはまだ終了していません。',
  'desk.error.handoff.no-approval': '承認待ちのものはありません。',
  'desk.error.handoff.action-under-way':
    'この案件では処理が実行中です。結果を確認してから終了してください。',
  'desk.error.conversation.not-bot': 'すでに担当者が呼ばれているか、この会話に対応しています。',
  'desk.error.lane.full': '前の返信がまだ配信中です。少し後にもう一度送信してください。',
};
