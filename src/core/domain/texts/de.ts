import { DE_ACTIONS } from './de/de-actions.js';
import { DE_BRIEF } from './de/de-brief.js';
import { DE_DESK } from './de/de-desk.js';
import { DE_DESK_ERRORS } from './de/de-desk-errors.js';
import { DE_FILES } from './de/de-files.js';
import { DE_HANDOFF } from './de/de-handoff.js';
import { DE_LADDER } from './de/de-ladder.js';
import { DE_ROUTING } from './de/de-routing.js';
import { DE_SLACK } from './de/de-slack.js';
import { DE_SLACK_DESK } from './de/de-slack-desk.js';
import { DE_TALK } from './de/de-talk.js';
import { DE_TEAMS } from './de/de-teams.js';
import { DE_TEAMS_APP } from './de/de-teams-app.js';
import { DE_TEAMS_CUSTOMERS } from './de/de-teams-customers.js';
import { DE_WIDGET } from './de/de-widget.js';

/** Every sentence of our own, in German; who reads which stands in `en.ts`. */
export const DE = {
  ...DE_ACTIONS,
  ...DE_BRIEF,
  ...DE_DESK_ERRORS,
  ...DE_DESK,
  ...DE_FILES,
  ...DE_HANDOFF,
  ...DE_LADDER,
  ...DE_ROUTING,
  ...DE_SLACK_DESK,
  ...DE_SLACK,
  ...DE_TALK,
  ...DE_TEAMS_APP,
  ...DE_TEAMS_CUSTOMERS,
  ...DE_TEAMS,
  ...DE_WIDGET,
};
