import type { EN_LADDER } from '../en-ladder.js';
import type { Translated } from '../translated.js';

export const JA_LADDER: Translated<typeof EN_LADDER> = {
  'ladder.hold': '少々お待ちください。通常より少し時間がかかっています。',
  'ladder.later':
    'ただいまお答えできません。メッセージはお預かりしています。できるだけ早くこちらでお答えします。',
  'brief.budget': 'Claudeの回答のための予算を使い切りました。',
};
