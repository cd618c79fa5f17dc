/** The largest frame the transport takes; more ends the connection. Room for the longest message in four-byte letters. */
export const FRAME_BYTES_MAX = 100_000;

/** Events other than messages one connection may send within `EVENTS_WINDOW_MS`; more ends the connection. */
export const EVENTS_MAX = 200;
export const EVENTS_WINDOW_MS = 10_000;

/** Pages of history one connection may ask for within `EVENTS_WINDOW_MS`: more than anyone scrolls. */
export const HISTORY_MAX = 30;

/** Packets that may wait for a client that does not read; a burst of refusals must fit. */
export const UNREAD_PACKETS_MAX = 20_000;

/** Packets that may wait when a page of history is asked for; pages are large. */
export const UNREAD_BEFORE_HISTORY_MAX = 50;

/** A connection that has not said which channel it wants by then is closed. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

/** How often a process compares its connections with the record, for what no signal told it. */
export const GLANCE_EVERY_MS = 2_000;

/** Conversations compared in one query. */
export const GLANCE_MAX = 500;

/** Receipts are written at most this often per conversation; the highest number stands for all before it. */
export const RECEIPT_EVERY_MS = 250;

/** A site's own user token may be valid this long at most, so that a leaked one ends soon. */
export const USER_TOKEN_SECONDS_MAX = 24 * 3600;

/** A visitor's token is replaced when less than this share of its life is left. */
export const TOKEN_RENEW_SHARE = 0.5;

/** Texts sent to one connection before the next page is read. */
export const PUMP_PAGE_MAX = 100;

/**
 * How long a text waits for files that came with it from another platform, so that both are shown together. What takes
 * longer is shown without its content, which can be fetched later.
 */
export const FILES_MS_MAX = 5_000;

/** Messages one request for history returns. */
export const HISTORY_PAGE_MAX = 100;

/** Characters of what a browser says of itself. Addresses of pages may be long; only host and path are kept. */
export const ABOUT_CHARS_MAX = 2_000;
