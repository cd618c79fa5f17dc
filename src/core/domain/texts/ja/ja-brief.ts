import type { EN_BRIEF } from '../en-brief.js';
import type { Translated } from '../translated.js';

export const JA_BRIEF: Translated<typeof EN_BRIEF> = {
  'brief.first-contact': 'この会話で最初のお問い合わせです。',
  'brief.before': 'これまでのお客様のメッセージ：{asked}件、ボットの回答：{answered}件。',
  'brief.resolved': '{agent}さんが以前の引き継ぎを解決しました。',
  'brief.returned': '{agent}さんが以前の引き継ぎをボットに戻しました。',
  'brief.next.user_request': 'お客様に挨拶して対応を引き継いでください。担当者をご希望です。',
  'brief.next.model_unavailable': '未回答の質問に答えてください。ボットは答えられませんでした。',
  'brief.next.turn_failed': '未回答の質問に答えてください。ボットは繰り返し失敗しました。',
  'brief.next.unsupported': 'お手伝いできる内容か確認してください。',
  'brief.next.agent_takeover': '会話を続けてください。',
  'brief.asked-person': 'お客様が担当者を希望しました。',
  'brief.not-helpful': '回答が役に立たず、お客様が担当者を希望しました。',
  'brief.no-answer': '{mind}から回答がありませんでした（{problem}）。',
  'brief.never-ended': '回答が{times}回始まり、一度も完了しませんでした。',
  'brief.outside-again': 'お客様が再び対応範囲外のことを尋ねました。',
  'brief.taken-over': '{agent}さんがボットから会話を引き継ぎました。',
  'brief.too-many':
    'ボットだけでは答えきれない数の質問があります。見つかった内容は下書きにあります。',
  'brief.nothing-shared': '質問と重要な語が一致する箇所がありません。',
  'brief.too-little-shared': '最も近い箇所にも、質問の重要な語の{percent}%しか含まれていません。',
  'brief.asks-nothing': '記事で答えられる質問が含まれていません。',
  'brief.found-nowhere': '{words}を検索しましたが、どの記事にも見つかりませんでした。',
  'brief.found-too-little':
    '{words}を検索しました。最も近い記事「{article}」では情報が足りません。',
  'brief.found-without':
    '{words}を検索しました。最も近い記事「{article}」には{missing}についての記載がありません。',
  'brief.write-article': 'ご自身の知識で回答し、{words}についての記事の作成を検討してください。',
  'brief.check-article':
    'ご自身の知識で回答し、{words}についての記事の作成を検討してください。先に「{article}」を確認してください。',
  'brief.uncited': 'Claudeは根拠となる箇所を示さずに2回回答しました。',
  'brief.next.uncited': '見つかった箇所を確認し、書かれていない点はご自身で回答してください。',
  'brief.cut-off': '回答が上限より長くなったため、途中で切れました。',
  'brief.context-full': '会話が、Claudeが一度に読める長さを超えました。',
  'brief.declined': 'Claudeは安全上のルールにより回答を控えました（{rules}）。',
  'brief.draft-cut': '返信の下書きは、回答が切れた箇所で終わっています。',
  'brief.next.declined': 'お客様のメッセージを読み、どう回答するか判断してください。',
  'brief.next.finish-draft': '返信の下書きを確認し、仕上げてください。',
  'brief.quoted': '「{word}」',
  'brief.this': 'この件',
  'brief.the-message': 'メッセージ',
};
