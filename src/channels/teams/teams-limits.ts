/**
 * Characters of one message's text. Teams takes 100 KB as UTF-16 from bots, of which it promises 80
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages), and 28 KB from people
 * (https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat). What people may send, everybody's
 * Teams can show; and Teams makes HTML of ours, which is longer.
 */
export const TEAMS_TEXT_CHARS_MAX = 12_000;

/** Characters of an address that is still made a link; a longer one is shown as words. Must fit into any piece of a text. */
export const TEAMS_LINK_CHARS_MAX = 1_500;

/** Characters of a text that are read as Markdown; a longer one is shown as it is. Above every answer there can be. */
export const TEAMS_MARKDOWN_CHARS_MAX = 40_000;

/** Columns a table may have in fixed-width letters before each row becomes lines: what a phone shows without breaking. */
export const TEAMS_TABLE_COLUMNS_MAX = 60;

/** Characters of one text on a card, so that no part of it crowds the others out. */
export const TEAMS_CARD_PART_CHARS_MAX = 1_000;

/** Characters of a button's words. Teams names no number and cuts them off at the width of the card. */
export const TEAMS_BUTTON_CHARS_MAX = 75;

/** Actions of one row; Teams cuts off further ones. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#adaptive-card */
export const TEAMS_ROW_ACTIONS_MAX = 6;

/**
 * Pictures in a message: at most 1024 × 1024 and 1 MB, as PNG, JPEG or GIF; the size in pixels is only what Teams
 * promises to show well. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#use-picture-messages
 */
export const TEAMS_PICTURE_BYTES_MAX = 1_000_000;
export const TEAMS_PICTURE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
]);

/** Pictures held in memory at once, all conversations together: each is there as bytes and as Base64. */
export const TEAMS_PICTURES_AT_ONCE = 8;

/**
 * What one bot may send into one conversation: 7 in a second, 8 in two, 60 in thirty, 1800 in an hour.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit#per-bot-per-thread-limit
 * Three in two seconds, twice where two of these windows meet, keep all but the last, which Teams tells by its 429.
 */
export const TEAMS_PACE = { points: 3, windowMs: 2_000 } as const;

/** Characters of a part below which a text that Teams finds too long is not made shorter still. */
export const TEAMS_PART_CHARS_MIN = 1_000;

/** A sign of typing is shown for a while after it was sent; Teams shows it for about this long, and longer turns send it again. */
export const TEAMS_TYPING_EVERY_MS = 3_500;

/** How long signs of typing go on at most; a turn that takes longer has told the customer so. */
export const TEAMS_TYPING_MS_MAX = 2 * 60_000;

/** Wait before the next try where Teams says none: a busy thread (412, 429), credentials somebody has to mend, an outage. */
export const TEAMS_BUSY_WAIT_MS = 2_000;
export const TEAMS_BROKEN_WAIT_MS = 60_000;
export const TEAMS_OUTAGE_WAIT_MS = 15_000;

/** Tries at files that cannot be read here, before the message goes without them, and the time between two. */
export const TEAMS_FILE_ATTEMPTS_MAX = 6;
export const TEAMS_FILE_AGAIN_MS = 3_000;

/** Messages whose sent parts are remembered for a next try; of the oldest ones all parts are sent again. */
export const TEAMS_PROGRESS_MAX = 1_000;
