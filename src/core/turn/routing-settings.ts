import type { Workflow } from '../domain/workflow.js';
import type { Classifier } from '../ports/classifier.js';

/** What a tenant's config says about routing, besides its phrases. */
export interface RoutingSettings {
  readonly classifier: Classifier;
  /** Sum of the signs of frustration at which a person is called; null: never for that. */
  readonly frustrationMax: number | null;
  /** In the order of the config. */
  readonly workflows: readonly Workflow[];
}
