import { ES_ACTIONS } from './es/es-actions.js';
import { ES_BRIEF } from './es/es-brief.js';
import { ES_DESK } from './es/es-desk.js';
import { ES_DESK_ERRORS } from './es/es-desk-errors.js';
import { ES_FILES } from './es/es-files.js';
import { ES_HANDOFF } from './es/es-handoff.js';
import { ES_LADDER } from './es/es-ladder.js';
import { ES_ROUTING } from './es/es-routing.js';
import { ES_SLACK } from './es/es-slack.js';
import { ES_SLACK_DESK } from './es/es-slack-desk.js';
import { ES_TALK } from './es/es-talk.js';
import { ES_TEAMS } from './es/es-teams.js';
import { ES_TEAMS_APP } from './es/es-teams-app.js';
import { ES_TEAMS_CUSTOMERS } from './es/es-teams-customers.js';
import { ES_WIDGET } from './es/es-widget.js';

/** Every sentence of our own, in Spanish; who reads which stands in `en.ts`. */
export const ES = {
  ...ES_ACTIONS,
  ...ES_BRIEF,
  ...ES_DESK_ERRORS,
  ...ES_DESK,
  ...ES_FILES,
  ...ES_HANDOFF,
  ...ES_LADDER,
  ...ES_ROUTING,
  ...ES_SLACK_DESK,
  ...ES_SLACK,
  ...ES_TALK,
  ...ES_TEAMS_APP,
  ...ES_TEAMS_CUSTOMERS,
  ...ES_TEAMS,
  ...ES_WIDGET,
};
