/** Answers kept in this process; the one used longest ago makes room. Each holds a few facts. */
const ANSWERS_MAX = 10_000;

/** What was learnt a moment ago, so that it need not be asked again in every turn. */
export class RecentAnswers<Answer> {
  private readonly kept = new Map<string, { readonly answer: Answer; readonly untilMs: number }>();

  find(key: string, nowMs: number): Answer | null {
    const entry = this.kept.get(key);
    if (entry === undefined) return null;
    this.kept.delete(key);
    if (entry.untilMs <= nowMs) return null;
    this.kept.set(key, entry);
    return entry.answer;
  }

  keep(key: string, answer: Answer, untilMs: number): void {
    this.kept.delete(key);
    this.kept.set(key, { answer, untilMs });
    const oldest = this.kept.keys().next();
    if (this.kept.size > ANSWERS_MAX && !oldest.done) this.kept.delete(oldest.value);
  }
}
