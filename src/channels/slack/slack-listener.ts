import type { SlackCommand, SlackInteraction } from './slack-interactions.js';
import type { SlackEvent } from './slack-parse.js';
import type { SlackWorkspace } from './slack-workspace.js';

export type SlackSaid = Extract<SlackEvent, { kind: 'said' | 'edited' | 'deleted' }>;
export type SlackReaction = Extract<SlackEvent, { kind: 'reaction' }>;
export type SlackChange = Extract<SlackEvent, { kind: 'lifecycle' }>;
export type SlackPressed = Extract<SlackInteraction, { kind: 'pressed' }>;
export type SlackSubmission = Extract<SlackInteraction, { kind: 'submitted' }>;

/**
 * What happens in the workspaces of an app. Each resolves when what it heard is on record: then Slack is told so. A
 * rejection, or more than SLACK_ANSWER_MS, and Slack is not: it sends again, so everything here may come twice.
 */
export interface SlackListener {
  /** Whether a room of a workspace is ours by name, or among all those the bot is in; null: nobody listens there. */
  listensIn(team: string, room: string): 'by-name' | 'by-default' | null;
  said(workspace: SlackWorkspace, happening: SlackSaid): Promise<void>;
  reacted(workspace: SlackWorkspace, happening: SlackReaction): Promise<void>;
  changed(workspace: SlackWorkspace, happening: SlackChange): Promise<void>;
  pressed(workspace: SlackWorkspace, press: SlackPressed): Promise<void>;
  /** What becomes of the modal, as Slack's `response_action`; undefined: it closes. */
  submitted(workspace: SlackWorkspace, submission: SlackSubmission): Promise<object | undefined>;
  /** What is told to who ran the command, and nobody else. Empty: nothing. */
  commanded(workspace: SlackWorkspace, command: SlackCommand): Promise<string>;
}
