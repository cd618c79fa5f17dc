import { setImmediate } from 'node:timers/promises';
import { plain } from '../domain/plain-line.js';
import type { Classifier, RoutingExample } from '../ports/classifier.js';
import type { Clock } from '../ports/clock.js';
import type { Telemetry } from '../ports/telemetry.js';
import { LocalClassifier } from './local-classifier.js';

/** A tenant with examples of its own. */
interface Own {
  readonly examples: readonly RoutingExample[];
  /** Null until it has learnt them. */
  readonly classifier: Classifier | null;
  /** The examples that `classifier` comes from, so that the same ones are not learnt twice. */
  readonly learnt: string;
}

interface Parts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Examples of its own for each tenant that has some. */
export type TenantExamples = ReadonlyMap<string, readonly RoutingExample[]>;

/**
 * The classifier of each tenant. One, learnt from the shipped examples before anybody is served, is everybody's. A
 * tenant with examples of its own gets another one, learnt behind the traffic, tenant after tenant and in short steps;
 * until it is ready the one before it serves. So however many tenants have examples, the start is as short and no
 * customer waits.
 */
export class TenantClassifiers {
  /** The newest shared classifier of this process: several gateways in one process learn the same examples once. */
  static #newest: { readonly key: string; readonly classifier: Classifier } | null = null;
  readonly #shipped: readonly RoutingExample[];
  readonly #parts: Parts;
  readonly #shared: Classifier;
  #own = new Map<string, Own>();
  #work: Promise<void> | null = null;
  #isStopped = false;

  constructor(shipped: readonly RoutingExample[], parts: Parts) {
    this.#shipped = shipped;
    this.#parts = parts;
    const startedMs = parts.clock.nowMs();
    this.#shared = TenantClassifiers.#learnt(shipped);
    const ms = parts.clock.nowMs() - startedMs;
    parts.telemetry.info('routing.learnt', { examples: shipped.length, ms });
  }

  static #learnt(shipped: readonly RoutingExample[]): Classifier {
    const key = keyOf(shipped);
    const known = TenantClassifiers.#newest;
    if (known?.key === key) return known.classifier;
    const classifier = LocalClassifier.learn(shipped);
    TenantClassifiers.#newest = { key, classifier };
    return classifier;
  }

  of(tenant: string): Classifier {
    return this.#own.get(tenant)?.classifier ?? this.#shared;
  }

  /** Takes the examples of the config in force, at start and after each reload. Those that did not change stay learnt. */
  follow(wanted: TenantExamples): void {
    const own = new Map<string, Own>();
    for (const [tenant, examples] of wanted) {
      if (examples.length === 0) continue;
      const { classifier = null, learnt = '' } = this.#own.get(tenant) ?? {};
      own.set(tenant, { examples, classifier, learnt });
    }
    this.#own = own;
    this.#work ??= this.#learnAll();
  }

  /** Resolves when every tenant is served by a classifier of its newest examples. */
  async settled(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  /** Learning that has begun ends at its next step. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.settled();
  }

  async #learnAll(): Promise<void> {
    // The caller is let go on first: at start it has a server to open.
    await setImmediate();
    for (let next = this.#unlearnt(); next !== null; next = this.#unlearnt()) {
      if (this.#isStopped) break;
      await this.#learn(...next);
    }
    this.#work = null;
  }

  #unlearnt(): [tenant: string, own: Own] | null {
    for (const [tenant, own] of this.#own) {
      if (own.learnt !== keyOf(own.examples)) return [tenant, own];
    }
    return null;
  }

  async #learn(tenant: string, { examples, classifier: before }: Own): Promise<void> {
    const { clock, telemetry } = this.#parts;
    const startedMs = clock.nowMs();
    let classifier = before;
    try {
      classifier = await this.#inSteps(together(this.#shipped, examples));
    } catch (error) {
      // Whoever served the tenant so far goes on; the same examples would fail again.
      telemetry.error('routing.not-learnt', error, { tenant });
    }
    if (this.#isStopped) return;
    const now = this.#own.get(tenant);
    if (now === undefined) return;
    // Examples that came meanwhile stand with this classifier until they are learnt in their turn.
    this.#own.set(tenant, { ...now, classifier, learnt: keyOf(examples) });
    const ms = clock.nowMs() - startedMs;
    telemetry.info('routing.learnt', { tenant, examples: examples.length, ms });
  }

  async #inSteps(examples: readonly RoutingExample[]): Promise<Classifier | null> {
    const steps = LocalClassifier.learning(examples);
    while (!this.#isStopped) {
      const step = steps.next();
      if (step.done) return step.value;
      await setImmediate();
    }
    return null;
  }
}

/** Where a tenant gives a shipped line another meaning, the tenant is right. */
function together(
  shipped: readonly RoutingExample[],
  own: readonly RoutingExample[],
): readonly RoutingExample[] {
  const theirs = new Set(own.map(({ text }) => plain(text)));
  return [...shipped.filter(({ text }) => !theirs.has(plain(text))), ...own];
}

function keyOf(examples: readonly RoutingExample[]): string {
  return JSON.stringify(examples);
}
