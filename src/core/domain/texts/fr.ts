import { FR_ACTIONS } from './fr/fr-actions.js';
import { FR_BRIEF } from './fr/fr-brief.js';
import { FR_DESK } from './fr/fr-desk.js';
import { FR_DESK_ERRORS } from './fr/fr-desk-errors.js';
import { FR_FILES } from './fr/fr-files.js';
import { FR_HANDOFF } from './fr/fr-handoff.js';
import { FR_LADDER } from './fr/fr-ladder.js';
import { FR_ROUTING } from './fr/fr-routing.js';
import { FR_SLACK } from './fr/fr-slack.js';
import { FR_SLACK_DESK } from './fr/fr-slack-desk.js';
import { FR_TALK } from './fr/fr-talk.js';
import { FR_TEAMS } from './fr/fr-teams.js';
import { FR_TEAMS_APP } from './fr/fr-teams-app.js';
import { FR_TEAMS_CUSTOMERS } from './fr/fr-teams-customers.js';
import { FR_WIDGET } from './fr/fr-widget.js';

/** Every sentence of our own, in French; who reads which stands in `en.ts`. */
export const FR = {
  ...FR_ACTIONS,
  ...FR_BRIEF,
  ...FR_DESK_ERRORS,
  ...FR_DESK,
  ...FR_FILES,
  ...FR_HANDOFF,
  ...FR_LADDER,
  ...FR_ROUTING,
  ...FR_SLACK_DESK,
  ...FR_SLACK,
  ...FR_TALK,
  ...FR_TEAMS_APP,
  ...FR_TEAMS_CUSTOMERS,
  ...FR_TEAMS,
  ...FR_WIDGET,
};
