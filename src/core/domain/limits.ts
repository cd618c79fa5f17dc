/**
 * Every bound that holds whatever the config says. docs/ARCHITECTURE.md repeats this table; a test keeps the two equal.
 * Bounds that an admin may set are in the config schema, with these as their ceilings where one is needed.
 */

/** Recorded ids kept in the aggregate. Older duplicates are recognised by their unique id in `messages`. */
export const RECENT_IDS_MAX = 64;

/**
 * Texts of which the aggregate knows when they were last edited. Platforms send again within a day at most; nobody edits
 * so many texts of one conversation meanwhile.
 */
export const RECENT_EDITS_MAX = 64;

/**
 * Recorded messages no turn has taken. Past this the channel refuses, so that a stuck turn cannot grow the document:
 * below `RECENT_IDS_MAX`, so that no id can wait twice, and
 * with the longest texts the inbox and both lanes together stay below the 16 MB that MongoDB allows one.
 */
export const INBOX_MAX = 50;

/** Outbox items of one lane. Past this agents' replies and new messages are refused with a reason. */
export const LANE_ITEMS_MAX = 100;

/** Messages one turn collects. More stay in the inbox for the next turn, so that a burst cannot outgrow the model. */
export const TURN_MESSAGES_MAX = 20;

/** Runs of one turn before it is handed off unworked: a turn that ended its process three times would end a fourth. */
export const TURN_ATTEMPTS_MAX = 3;

/** Lane items a courier takes at once from a lane whose channel shows what is on record. */
export const LANE_TAKE_MAX = 32;

/** Characters of one answer; a mind that says more is cut off there. */
export const ANSWER_CHARS_MAX = 16_000;

/** State changes kept on a handoff. A case passed around more often than this keeps the newest ones. */
export const HANDOFF_HISTORY_MAX = 32;

/** Timers of one handoff that are known to have fired. Far more than there are kinds of timers. */
export const ALARMS_MAX = 64;

/** Agents' replies in one conversation whose fate their desk has yet to be told; of older ones it hears nothing more. */
export const UNMARKED_MAX = 100;

/** A client that is there shows a text well within this; after it the agent is told that the customer is offline. */
export const WAITING_TOLD_MS = 5_000;

/** Agents' stretches the bot is told about. Older ones are in the handoffs' own history. */
export const STRETCHES_MAX = 5;

/** Messages quoted on a handoff card; the whole transcript is one click away. */
export const CARD_MESSAGES_MAX = 8;

/** Characters of one quoted message on a card. */
export const CARD_MESSAGE_CHARS_MAX = 400;

/** Passages kept as evidence on a turn, an answer or a card. */
export const EVIDENCE_MAX = 5;

/** Characters of a platform's own message id, before it is hashed. */
export const CLIENT_ID_CHARS_MAX = 128;

/** Characters of a person's name as a channel reports it. */
export const NAME_CHARS_MAX = 80;

/** Messages one page of a transcript holds. */
export const PAGE_MESSAGES_MAX = 200;

/** Conversations one page of a sweep reads. */
export const SWEEP_MAX = 200;

/** Pages one sweep reads; the next one goes on where it stopped. */
export const SWEEP_PAGES_MAX = 10;

/** Characters of a card told in words alone: well below what any platform takes as one message. */
export const CARD_TEXT_CHARS_MAX = 3_000;

/** Files named on one message; more than anyone sends on purpose. */
export const FILES_MAX = 20;

/** Characters of a file's name that are kept. */
export const FILE_NAME_CHARS_MAX = 200;

/** Facts about a customer that a channel brings along. */
export const FACTS_MAX = 20;

/** Characters of one such fact's name and value. */
export const FACT_CHARS_MAX = 200;

/** Facts learnt in one conversation that are held, superseded ones among them. */
export const FACTS_HELD_MAX = 60;

/**
 * Messages of one conversation that a turn reads word for word. More can only have gathered where no bot spoke; what is
 * older than these is condensed page by page.
 */
export const WINDOW_MESSAGES_MAX = 400;

/** Questions a tenant offers to begin with. */
export const SUGGESTIONS_MAX = 6;

/** Characters of a business's own id of an account. */
export const ACCOUNT_ID_CHARS_MAX = 120;

/** Email addresses of one account. */
export const ACCOUNT_EMAILS_MAX = 10;

/** Names that channels know the customer of one account by. */
export const ACCOUNT_CUSTOMER_IDS_MAX = 20;

/** Characters of one of them: a channel's name of 40, a slash, and the 200 of a site's longest `sub`. */
export const CUSTOMER_ID_CHARS_MAX = 241;

/** Characters of an email address (RFC 5321, 4.5.3.1.3, without the angle brackets). */
export const EMAIL_CHARS_MAX = 254;

/** Accounts written at once. */
export const ACCOUNTS_BATCH_MAX = 500;

/** Bytes of one account as it is put or imported: room for the longest one in escaped letters. */
export const ACCOUNT_BYTES_MAX = 128_000;

/** Lines of one import over HTTP; whoever has more sends several. */
export const IMPORT_LINES_MAX = 100_000;

/** Actions of one conversation of which the result is remembered. */
export const ATTEMPTS_HELD_MAX = 10;

/** Characters that are remembered of one action's result. */
export const ACTION_TEXT_CHARS_MAX = 300;
