/**
 * What no correct client ever does: a method or argument Slack does not have, a block past its limit, an
 * acknowledgement of nothing. Tests assert at their end that the list is empty, so a mistake Slack would only log or
 * ignore is not ignored here.
 */
export class Complaints {
  readonly list: string[] = [];

  add(complaint: string): void {
    this.list.push(complaint);
  }

  /** For a test that provoked them: gives them and forgets them. */
  take(): string[] {
    return this.list.splice(0);
  }
}
