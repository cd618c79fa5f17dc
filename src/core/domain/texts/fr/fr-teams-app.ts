import type { EN_TEAMS_APP } from '../en-teams-app.js';
import type { Translated } from '../translated.js';

export const FR_TEAMS_APP: Translated<typeof EN_TEAMS_APP> = {
  'teams.app.short': 'Répond à vos questions et fait intervenir une personne si besoin.',
  'teams.app.full':
    '{bot} répond aux questions adressées à {tenant} : dans une conversation personnelle, ou lorsqu’il est mentionné dans une conversation de groupe ou un canal. S’il ne peut pas aider, ou si vous demandez une personne, quelqu’un prend le relais et voit ce qui a été dit.',
  'teams.app.prompt': 'Une question à {tenant}',
};
