import type { Workflow } from '../../src/core/domain/workflow.js';

/** A worksheet that takes everything and adds nothing. */
export function aWorkflow(more: Partial<Workflow> = {}): Workflow {
  return {
    name: 'all',
    title: 'Everything',
    turnTypes: [
      'info_question',
      'action_request',
      'account_issue',
      'unsupported',
      'escalation_candidate',
    ],
    topics: [],
    strategy: null,
    accountFacts: 'all',
    knowledge: 'all',
    actions: [],
    escalation: [],
    must: [],
    measures: { primary: 'resolved', guardrail: 'rating' },
    ...more,
  };
}
