/** Gives the wall clock's milliseconds; a test may hand in its own. */
export type NowMs = () => number;
