/**
 * Looks at a content of one form while it passes. Throws `file.refused` as soon as it sees why.
 */
export interface Watch {
  see(chunk: Buffer): Promise<void> | void;
  /** The content has ended: its type. */
  end(): Promise<string> | string;
  /** Lets go of what it holds, whether the content ended or not. */
  close(): void;
}
