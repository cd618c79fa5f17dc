import type { Stores } from '../../src/core/stores/open-stores.js';

/** Store methods that wait for a disk. `limiter` and `sessions` are Redis or memory, and not counted as either. */
const WRITES = new Set([
  'inbox.record',
  'conversations.lease',
  'conversations.renew',
  'conversations.giveBack',
  'conversations.commit',
  'conversations.own',
  'memories.begin',
  'memories.summarise',
  'interims.act',
  'interims.hold',
  'outbox.say',
  'outbox.take',
  'outbox.settle',
  'outbox.receive',
  'archive.file',
]);

const COUNTED = [
  'inbox',
  'conversations',
  'memories',
  'interims',
  'outbox',
  'archive',
  'sessions',
  'wakes',
] as const;

type Method = (...values: unknown[]) => unknown;

/** Counts the calls of the stores, so that a table can say what a turn costs in round trips. */
export class CountedStores {
  readonly calls: Record<string, number> = {};

  wrap(opened: Stores): Stores {
    const wrapped = COUNTED.map((name) => [name, this.wrapPort(name, opened[name])]);
    return { ...opened, ...Object.fromEntries(wrapped) };
  }

  private wrapPort<Port extends object>(name: string, port: Port): Port {
    const methods = new Map<PropertyKey, Method>();
    return new Proxy(port, {
      get: (target, property) => {
        const known = methods.get(property);
        if (known !== undefined) return known;
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        const counted = this.counted(`${name}.${String(property)}`, value.bind(target) as Method);
        methods.set(property, counted);
        return counted;
      },
    });
  }

  /** A conditional write whose condition did not hold is a round trip, but writes nothing. */
  private counted(name: string, method: Method): Method {
    if (!WRITES.has(name)) {
      return (...values) => {
        this.add(`other.${name}`);
        return method(...values);
      };
    }
    return async (...values) => {
      const result = await method(...values);
      this.add(result === null ? `other.${name} without effect` : `write.${name}`);
      return result;
    };
  }

  private add(key: string): void {
    this.calls[key] = (this.calls[key] ?? 0) + 1;
  }
}
