import { PT_ACTIONS } from './pt/pt-actions.js';
import { PT_BRIEF } from './pt/pt-brief.js';
import { PT_DESK } from './pt/pt-desk.js';
import { PT_DESK_ERRORS } from './pt/pt-desk-errors.js';
import { PT_FILES } from './pt/pt-files.js';
import { PT_HANDOFF } from './pt/pt-handoff.js';
import { PT_LADDER } from './pt/pt-ladder.js';
import { PT_ROUTING } from './pt/pt-routing.js';
import { PT_SLACK } from './pt/pt-slack.js';
import { PT_SLACK_DESK } from './pt/pt-slack-desk.js';
import { PT_TALK } from './pt/pt-talk.js';
import { PT_TEAMS } from './pt/pt-teams.js';
import { PT_TEAMS_APP } from './pt/pt-teams-app.js';
import { PT_TEAMS_CUSTOMERS } from './pt/pt-teams-customers.js';
import { PT_WIDGET } from './pt/pt-widget.js';

/** Every sentence of our own, in Portuguese; who reads which stands in `en.ts`. */
export const PT = {
  ...PT_ACTIONS,
  ...PT_BRIEF,
  ...PT_DESK_ERRORS,
  ...PT_DESK,
  ...PT_FILES,
  ...PT_HANDOFF,
  ...PT_LADDER,
  ...PT_ROUTING,
  ...PT_SLACK_DESK,
  ...PT_SLACK,
  ...PT_TALK,
  ...PT_TEAMS_APP,
  ...PT_TEAMS_CUSTOMERS,
  ...PT_TEAMS,
  ...PT_WIDGET,
};
