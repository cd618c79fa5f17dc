import type { EN_TEAMS_APP } from '../en-teams-app.js';
import type { Translated } from '../translated.js';

export const DE_TEAMS_APP: Translated<typeof EN_TEAMS_APP> = {
  'teams.app.short': 'Beantwortet Ihre Fragen und holt auf Wunsch einen Menschen dazu.',
  'teams.app.full':
    '{bot} beantwortet Fragen an {tenant}: im persönlichen Chat oder dort, wo er in einem Gruppenchat oder Kanal erwähnt wird. Wenn er nicht helfen kann oder Sie nach einem Menschen fragen, übernimmt ein Mensch und sieht, was gesagt wurde.',
  'teams.app.prompt': 'Eine Frage an {tenant}',
};
