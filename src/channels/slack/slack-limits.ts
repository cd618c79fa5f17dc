/**
 * Characters of `text` that Slack recommends, and refuses to exceed (`msg_too_long`) when a message is changed.
 * https://docs.slack.dev/messaging/formatting-message-text/ https://docs.slack.dev/reference/methods/chat.update/
 */
export const SLACK_TEXT_CHARS_BEST = 4_000;

/** Blocks of one message. https://docs.slack.dev/reference/block-kit/blocks/ */
export const SLACK_BLOCKS_MAX = 50;

/**
 * Characters of all blocks of one message together, as JSON. Slack names no number and answers
 * `msg_blocks_too_long`; its people speak of 12,000 with the containers counted, users measured refusals from 11,300
 * on. https://github.com/slackapi/bolt-js/issues/2509 and 2867
 */
export const SLACK_BLOCKS_CHARS_MAX = 10_000;

/** Characters of a section's text. https://docs.slack.dev/reference/block-kit/blocks/section-block/ */
export const SLACK_SECTION_CHARS_MAX = 3_000;

/** Fields of a section. https://docs.slack.dev/reference/block-kit/blocks/section-block/ */
export const SLACK_FIELDS_MAX = 10;

/** Characters of a header. https://docs.slack.dev/reference/block-kit/blocks/header-block/ */
export const SLACK_HEADER_CHARS_MAX = 150;

/** Elements of a context block. https://docs.slack.dev/reference/block-kit/blocks/context-block/ */
export const SLACK_CONTEXT_ELEMENTS_MAX = 10;

/** Elements of an actions block. https://docs.slack.dev/reference/block-kit/blocks/actions-block/ */
export const SLACK_ACTIONS_MAX = 25;

/** Characters of a button's words, of what they are read out as, and of what the button carries. https://docs.slack.dev/reference/block-kit/block-elements/button-element/ */
export const SLACK_BUTTON_CHARS_MAX = 75;
export const SLACK_BUTTON_VALUE_CHARS_MAX = 2_000;

/** Characters of a block's and of an action's name. https://docs.slack.dev/reference/block-kit/block-elements/button-element/ */
export const SLACK_ACTION_ID_CHARS_MAX = 255;

/** Characters of the question a dangerous button asks. https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object/ */
export const SLACK_CONFIRM_TITLE_CHARS_MAX = 100;
export const SLACK_CONFIRM_TEXT_CHARS_MAX = 300;
export const SLACK_CONFIRM_BUTTON_CHARS_MAX = 30;

/** Characters of an input's label and of what is typed into it. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element/ */
export const SLACK_LABEL_CHARS_MAX = 2_000;
export const SLACK_INPUT_CHARS_MAX = 3_000;

export const SLACK_MODAL_METADATA_CHARS_MAX = 3_000;

/** Blocks of a modal. https://docs.slack.dev/reference/block-kit/blocks/ */
export const SLACK_MODAL_BLOCKS_MAX = 100;

/** Characters of a modal's title and of its two buttons. https://docs.slack.dev/reference/views/modal-views/ */
export const SLACK_MODAL_TITLE_CHARS_MAX = 24;

/** Age of a signed request past which it may be a replay. https://docs.slack.dev/authentication/verifying-requests-from-slack/ */
export const SLACK_SIGNATURE_AGE_SECONDS_MAX = 5 * 60;

/** Characters of an address that is still made a link; a longer one is shown as words. Must fit into any piece of a text. */
export const SLACK_LINK_CHARS_MAX = 1_500;

/** Characters of a text that are read as Markdown; a longer one is shown as it is. Above every answer there can be. */
export const SLACK_MARKDOWN_CHARS_MAX = 40_000;

/** Columns a table may have in fixed-width letters before each row becomes lines: what a phone shows without breaking. */
export const SLACK_TABLE_COLUMNS_MAX = 60;

/** Characters of one text on a card, so that no part of it crowds the others out. */
export const SLACK_CARD_PART_CHARS_MAX = 1_000;

/** Characters of a fact's value that still stands beside another; longer ones get a line of their own. */
export const SLACK_SHORT_FACT_CHARS_MAX = 120;

/** How long a broken room is left alone before it is tried again. Somebody has to invite the bot or renew its token. */
export const SLACK_BROKEN_WAIT_MS = 60_000;

/** Attempts at what Slack refuses for a reason we do not know, before it is final. */
export const SLACK_UNKNOWN_ATTEMPTS_MAX = 5;

/** One call of the Web API. Slack answers in well under a second; a post that takes longer is in doubt. */
export const SLACK_CALL_MS = 10_000;

/**
 * How long a delivery may take before Slack is told to send it again: a little less than the three seconds it waits.
 * https://docs.slack.dev/apis/events-api/#responding
 */
export const SLACK_ANSWER_MS = 2_800;

/** How long an event waits for the names in it, and for who we are: a part of the above. */
export const SLACK_NAMES_WAIT_MS = 1_000;

/** Names that are asked for to read one message; a text that mentions more keeps the ids of the rest. */
export const SLACK_NAMES_MAX = 20;

/** Bytes of one delivery. Slack names none; its largest payloads, modals with their state, stay well below. */
export const SLACK_BODY_BYTES_MAX = 1_000_000;

/** Deliveries worked on at a time; Slack is asked to send the next ones again. */
export const SLACK_DELIVERIES_MAX = 500;

/** Time for deliveries under way before we stop. Longer than one may take. */
export const SLACK_STOP_MS = 3_000;

/** How old may be what is known of a person, and of who is in a room or a group. */
export const SLACK_PERSON_MS = 10 * 60_000;
export const SLACK_MEMBERS_MS = 60_000;

/**
 * How old it may be while Slack cannot be asked: an outage does not silence a desk. Who was put out of a room meanwhile
 * we are told by an event, not by asking.
 */
export const SLACK_LAST_KNOWN_MS = 60 * 60_000;

/** How long nobody asks again after Slack could not say. */
export const SLACK_UNKNOWN_MS = 10_000;

/** People, rooms and groups of a workspace that are remembered; the longest known ones go first. */
export const SLACK_PEOPLE_MAX = 5_000;
export const SLACK_ROOMS_MAX = 500;

/** Members per page, and pages. https://docs.slack.dev/reference/methods/conversations.members/ */
export const SLACK_PAGE_MEMBERS = 200;
export const SLACK_PAGES_MAX = 50;

/**
 * Bytes of one file, uploaded by an app as by a person: 1 GB.
 * https://slack.com/help/articles/201330736-Add-files-to-Slack
 */
export const SLACK_FILE_BYTES_MAX = 1_000_000_000;

/** The whole way of one file's content, up or down. A gigabyte at 2 MB a second. */
export const SLACK_FILE_MS = 10 * 60_000;

/** Time without a byte after which a file's way is broken off. */
export const SLACK_FILE_IDLE_MS = 30_000;

/**
 * Tries at files whose contents cannot be read here, or are not taken by the host they are put on, before the message
 * goes without them. The time between two, if they cannot be read here.
 */
export const SLACK_FILE_ATTEMPTS_MAX = 6;
export const SLACK_FILE_AGAIN_MS = 3_000;

/** Contents in Slack that are yet to be shared: remembered for a while, so that a try that failed behind them is no second upload. */
export const SLACK_UPLOADS_MAX = 500;
export const SLACK_UPLOAD_MS = 10 * 60_000;

/**
 * Slack shares what was uploaded some time after it said yes, once it has looked through it. How long what follows waits
 * for it, and how old a text may be while its files may still appear.
 * https://github.com/slackapi/bolt-js/issues/2115
 */
export const SLACK_SHARE_WAITS_MS = [250, 500, 1_000, 2_000] as const;
export const SLACK_SHARE_DOUBT_MS = 15_000;

/** Between looks at whether a token that was refused, or a Web API that was away, is good again. */
export const SLACK_RECHECK_MS = 30_000;
