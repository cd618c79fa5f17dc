/** Where a page stands in its conversation. */
export interface Place {
  conversationId: string | null;
  /** The last number the server has given this page, null before any. */
  after: number | null;
  /** History is shown from here on. */
  before: number;
  isPastShown: boolean;
  /** A page of the past is on its way. */
  isAsking: boolean;
  ownership: number;
}

export function freshPlace(): Place {
  return {
    conversationId: null,
    after: null,
    before: 1,
    isPastShown: false,
    isAsking: false,
    ownership: -1,
  };
}
