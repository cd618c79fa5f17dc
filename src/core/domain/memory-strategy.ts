/** How older talk is brought before the mind; core/memory/memory-settings.ts says what each one shows. */
export const MEMORY_STRATEGIES = ['window', 'summary', 'hybrid', 'full', 'retrieval'] as const;
export type MemoryStrategy = (typeof MEMORY_STRATEGIES)[number];
