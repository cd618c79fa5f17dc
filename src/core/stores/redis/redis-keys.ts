/** The only place where Redis keys are built. Parts are ids without `:`; no text of a person ever becomes part of one. */
export class RedisKeys {
  constructor(private readonly prefix: string) {}

  /** BullMQ builds its own keys below this prefix. */
  queues(): string {
    return `${this.prefix}-queues`;
  }

  session(conversationId: string): string {
    return `${this.prefix}:session:${conversationId}`;
  }

  signal(conversationId: string): string {
    return `${this.prefix}:signal:${conversationId}`;
  }

  /** What is known of the models; their names are fields, not keys. */
  models(): string {
    return `${this.prefix}:models`;
  }

  limit(name: string): string {
    return `${this.prefix}:limit:${name}`;
  }
}
