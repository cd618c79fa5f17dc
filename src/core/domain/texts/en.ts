import { EN_ACTIONS } from './en-actions.js';
import { EN_BRIEF } from './en-brief.js';
import { EN_DESK } from './en-desk.js';
import { EN_DESK_ERRORS } from './en-desk-errors.js';
import { EN_FILES } from './en-files.js';
import { EN_HANDOFF } from './en-handoff.js';
import { EN_LADDER } from './en-ladder.js';
import { EN_ROUTING } from './en-routing.js';
import { EN_SLACK } from './en-slack.js';
import { EN_SLACK_DESK } from './en-slack-desk.js';
import { EN_TALK } from './en-talk.js';
import { EN_TEAMS } from './en-teams.js';
import { EN_TEAMS_APP } from './en-teams-app.js';
import { EN_TEAMS_CUSTOMERS } from './en-teams-customers.js';
import { EN_WIDGET } from './en-widget.js';

/**
 * Every sentence of our own, in English. `{name}` marks are filled in. Keys by who reads them: customers
 * (`handoff`, `watch`, `scope`, `rating`, `feedback`, `files`, `bot`, `action`, `ladder`), users of the widget (`widget`), agents (`watch`, `brief`, `card`,
 * `approval`, `verdict`, `desk`, `slack`, `teams`). Words of the model or of people are never here.
 */
export const EN = {
  ...EN_ACTIONS,
  ...EN_BRIEF,
  ...EN_DESK,
  ...EN_DESK_ERRORS,
  ...EN_FILES,
  ...EN_HANDOFF,
  ...EN_LADDER,
  ...EN_ROUTING,
  ...EN_SLACK,
  ...EN_SLACK_DESK,
  ...EN_TALK,
  ...EN_TEAMS,
  ...EN_TEAMS_APP,
  ...EN_TEAMS_CUSTOMERS,
  ...EN_WIDGET,
} as const;
