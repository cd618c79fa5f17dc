import { JA_ACTIONS } from './ja/ja-actions.js';
import { JA_BRIEF } from './ja/ja-brief.js';
import { JA_DESK } from './ja/ja-desk.js';
import { JA_DESK_ERRORS } from './ja/ja-desk-errors.js';
import { JA_FILES } from './ja/ja-files.js';
import { JA_HANDOFF } from './ja/ja-handoff.js';
import { JA_LADDER } from './ja/ja-ladder.js';
import { JA_ROUTING } from './ja/ja-routing.js';
import { JA_SLACK } from './ja/ja-slack.js';
import { JA_SLACK_DESK } from './ja/ja-slack-desk.js';
import { JA_TALK } from './ja/ja-talk.js';
import { JA_TEAMS } from './ja/ja-teams.js';
import { JA_TEAMS_APP } from './ja/ja-teams-app.js';
import { JA_TEAMS_CUSTOMERS } from './ja/ja-teams-customers.js';
import { JA_WIDGET } from './ja/ja-widget.js';

/** Every sentence of our own, in Japanese; who reads which stands in `en.ts`. */
export const JA = {
  ...JA_ACTIONS,
  ...JA_BRIEF,
  ...JA_DESK_ERRORS,
  ...JA_DESK,
  ...JA_FILES,
  ...JA_HANDOFF,
  ...JA_LADDER,
  ...JA_ROUTING,
  ...JA_SLACK_DESK,
  ...JA_SLACK,
  ...JA_TALK,
  ...JA_TEAMS_APP,
  ...JA_TEAMS_CUSTOMERS,
  ...JA_TEAMS,
  ...JA_WIDGET,
};
