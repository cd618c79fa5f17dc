/** How older talk is brought before the mind; docs/routing.md tells how a workflow chooses one. */
export const MEMORY_STRATEGIES = ['window', 'summary', 'hybrid', 'full', 'retrieval'] as const;
export type MemoryStrategy = (typeof MEMORY_STRATEGIES)[number];
