import type { Budget } from '../domain/costs.js';
import { GatewayError } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Costs } from '../ports/costs.js';
import type { IntendedCall, SpendingGate } from '../ports/spending-gate.js';
import type { CostNotices } from './cost-notices.js';
import { LEFT_OPEN_MS } from './left-open-calls.js';
import { type Month, monthAt } from './month.js';

/** How long a sum read from the record may stand. What other processes spend meanwhile is not in it. */
const READING_MS_MAX = 5_000;

/**
 * The share of what is left that one reading lets this process spend. Ten processes may do the same at once and
 * still find out in time; near the end it comes to less than a call, and each call is preceded by a reading.
 */
const SHARE_PER_READING = 0.1;

/**
 * How long a call counts that is not known to be on record. By then its entry was closed with an estimate, wherever
 * that was done: entries left open are looked for once a minute.
 */
const PENDING_MS_MAX = LEFT_OPEN_MS + 2 * 60_000;

interface BudgetGateParts {
  readonly costs: Pick<Costs, 'spentIn'>;
  readonly notices: Pick<CostNotices, 'tell'>;
  readonly clock: Clock;
  /** Null for a tenant without a limit. */
  readonly budgetOf: (tenant: string) => Budget | null;
}

/** A call that is not, or not surely, in the sum that was read. */
interface Pending {
  readonly enteredAtMs: number;
  usd: number;
  isRecorded: boolean;
}

/** One tenant's month as this process knows it. */
interface Account {
  readonly tenant: string;
  readonly month: Month;
  /** `mayAdmitUsd`: how much more may be let through before the record is to be read again. */
  read: { readonly usd: number; readonly atMs: number; mayAdmitUsd: number } | null;
  reading: Promise<void> | null;
  /** The most that the newest call could have cost which the record alone rules out; null: there was none. */
  ruledOutUsd: number | null;
  readonly pending: Map<string, Pending>;
}

/**
 * Holds each tenant to its budget. What was spent is the month's sum on record plus what is under way in this process,
 * each call with the most it can cost; so one process alone never passes a budget, however many calls it makes at
 * once, as far as our count of tokens is right. Several together pass it at most by what the others have under way.
 */
export class BudgetGate implements SpendingGate {
  readonly #parts: BudgetGateParts;
  readonly #accounts = new Map<string, Account>();

  constructor(parts: BudgetGateParts) {
    this.#parts = parts;
  }

  async enter(tenant: string, { id, usdMax }: IntendedCall): Promise<void> {
    const budget = this.#parts.budgetOf(tenant);
    if (budget === null) return;
    const { usdPerMonth } = budget;
    const account = this.#accountOf(tenant);
    if (usdMax === null) throw refusal(account, usdPerMonth, 'This model has no price');
    this.#forgetLost(account);
    // A sum on record only grows; so what it rules out stays ruled out, and costs no further reading.
    const isRuledOut = () => rulesOut(account, usdMax, usdPerMonth);
    if (!isRuledOut() && this.#isToBeRead(account, usdMax)) {
      await this.#read(account, usdPerMonth);
    }
    if (isRuledOut()) {
      account.ruledOutUsd = usdMax;
      await this.#tell(account, usdPerMonth);
      throw refusal(account, usdPerMonth, "The tenant's budget for the month is spent");
    }
    if (spentBy(account) + usdMax > usdPerMonth) {
      const said = "Calls under way may take what is left of the tenant's budget for the month";
      throw refusal(account, usdPerMonth, said);
    }
    if (account.read !== null) account.read.mayAdmitUsd -= usdMax;
    const enteredAtMs = this.#parts.clock.nowMs();
    account.pending.set(id, { enteredAtMs, usd: usdMax, isRecorded: false });
  }

  leave(callId: string, usd: number | null): void {
    const pending = this.#pendingOf(callId);
    if (pending !== undefined) pending.usd = usd ?? pending.usd;
  }

  recorded(callId: string): void {
    const pending = this.#pendingOf(callId);
    if (pending !== undefined) pending.isRecorded = true;
  }

  /** Whether the last call that the record ruled out would still be refused. */
  isExhausted(tenant: string): boolean {
    const { clock, budgetOf } = this.#parts;
    const account = this.#accounts.get(tenant);
    const budget = budgetOf(tenant);
    if (account === undefined || account.ruledOutUsd === null || budget === null) return false;
    const isCurrent = account.month.name === monthAt(clock.nowMs()).name;
    return isCurrent && rulesOut(account, account.ruledOutUsd, budget.usdPerMonth);
  }

  /** Undefined for a call that nobody asks about any more: of a month before, or one that was forgotten. */
  #pendingOf(callId: string): Pending | undefined {
    for (const { pending } of this.#accounts.values()) {
      const found = pending.get(callId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #forgetLost({ pending }: Account): void {
    const sinceMs = this.#parts.clock.nowMs() - PENDING_MS_MAX;
    for (const [id, { enteredAtMs }] of pending) {
      // They are in the order in which they entered.
      if (enteredAtMs >= sinceMs) return;
      pending.delete(id);
    }
  }

  /** A new month begins with nothing spent. */
  #accountOf(tenant: string): Account {
    const month = monthAt(this.#parts.clock.nowMs());
    const known = this.#accounts.get(tenant);
    if (known?.month.name === month.name) return known;
    const none = { read: null, reading: null, ruledOutUsd: null };
    const account: Account = { tenant, month, ...none, pending: new Map() };
    this.#accounts.set(tenant, account);
    return account;
  }

  #isToBeRead({ read }: Account, usdMax: number): boolean {
    if (read === null || this.#parts.clock.nowMs() - read.atMs > READING_MS_MAX) return true;
    return usdMax > read.mayAdmitUsd;
  }

  /** Those who ask while a reading is under way share it. */
  #read(account: Account, usdPerMonth: number): Promise<void> {
    account.reading ??= this.#readNow(account, usdPerMonth).finally(() => {
      account.reading = null;
    });
    return account.reading;
  }

  async #readNow(account: Account, usdPerMonth: number): Promise<void> {
    const { costs, clock } = this.#parts;
    const { tenant, month, pending } = account;
    const atMs = clock.nowMs();
    // What is recorded before the reading begins is in it. What comes later may be: it is counted once more, until next time.
    const included = [...pending].filter(([, { isRecorded }]) => isRecorded);
    const usd = await costs.spentIn(tenant, month.fromMs, month.toMs);
    for (const [id] of included) pending.delete(id);
    account.read = { usd, atMs, mayAdmitUsd: 0 };
    account.read.mayAdmitUsd = (usdPerMonth - spentBy(account)) * SHARE_PER_READING;
  }

  async #tell(account: Account, limitUsd: number): Promise<void> {
    const { tenant, month } = account;
    await this.#parts.notices.tell({
      id: `exhausted/${tenant}/${month.name}/${limitUsd}`,
      kind: 'exhausted',
      tenant,
      atMs: this.#parts.clock.nowMs(),
      month: month.name,
      usd: account.read?.usd ?? 0,
      limitUsd,
    });
  }
}

/** Whether a call is too much for what is on record alone. */
function rulesOut({ read }: Account, usdMax: number, usdPerMonth: number): boolean {
  return read !== null && read.usd + usdMax > usdPerMonth;
}

function spentBy({ read, pending }: Account): number {
  let usd = read?.usd ?? 0;
  for (const one of pending.values()) usd += one.usd;
  return usd;
}

function refusal({ tenant, month }: Account, usdPerMonth: number, said: string): GatewayError {
  const message = `${said}, so it was not asked.`;
  return new GatewayError('model.budget', { tenant, month: month.name, usdPerMonth }, { message });
}
