import type { EN_TEAMS_APP } from '../en-teams-app.js';
import type { Translated } from '../translated.js';

export const JA_TEAMS_APP: Translated<typeof EN_TEAMS_APP> = {
  'teams.app.short': 'ご質問にお答えし、ご希望に応じて担当者におつなぎします。',
  'teams.app.full':
    '{bot}は{tenant}へのご質問にお答えします。個人チャットのほか、グループチャットやチャネルではメンションされたときに応答します。お手伝いできない場合や担当者をご希望の場合は、担当者が引き継ぎ、これまでの会話を確認します。',
  'teams.app.prompt': '{tenant}への質問',
};
