import type { EN_TEAMS } from '../en-teams.js';
import type { Translated } from '../translated.js';

export const JA_TEAMS: Translated<typeof EN_TEAMS> = {
  'teams.sources': '出典：',
  'teams.chosen': '{name}さんの選択：{choice}',
  'teams.corrected': '以前のメッセージの訂正：',
  'teams.taken-back': '以前のメッセージは取り消されました。無視してください。',
  'teams.error.not-there':
    'ボットはこのTeamsチャットにもういません。お客様にアプリを追加し直していただく必要があります。',
  'teams.error.blocked': 'お客様がTeamsでボットをブロックしました。',
  'teams.error.disabled': '管理者がTeamsでボットを無効にしました。',
  'teams.error.forbidden': 'Teamsではボットにこれが許可されていません（{error}）。',
  'teams.error.room-gone': 'このTeamsチャットはもう存在しません。',
  'teams.error.message-gone': 'このメッセージはTeamsにもうありません。',
  'teams.error.token': 'Teamsがボットの資格情報を拒否しています。設定を修正してください。',
  'teams.error.host': 'このTeamsチャットは別の場所で提供されています（{error}）。',
  'teams.error.address': 'この会話がTeamsのどこにあるか不明です。',
  'teams.error.too-long': 'メッセージがTeamsには長すぎます。',
  'teams.error.refused': 'Teamsがメッセージを受け付けませんでした（{error}）。',
  'teams.error.busy': 'Teamsから待機を求められています：メッセージが多すぎます。',
  'teams.error.down': 'Teamsで問題が発生しています（{error}）。',
  'teams.error.network': 'Teamsに接続できません。',
  'teams.error.file': '添付されたファイルを今は読み取れません。',
  'teams.error.unknown': 'Teamsから不明な問題が返されました（{error}）。',
};
