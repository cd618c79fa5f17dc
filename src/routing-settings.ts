/** What routing needs of the config, in its own words; the same for it as settings.ts for the other parts. */
import { join } from 'node:path';
import type { Config } from './core/config/config-schema.js';
import { loadRoutingExamples } from './core/config/routing-examples.js';
import { TURN_TYPES } from './core/domain/turn.js';
import type { Workflow } from './core/domain/workflow.js';
import type { RoutingExample } from './core/ports/classifier.js';
import type { Clock } from './core/ports/clock.js';
import type { Telemetry } from './core/ports/telemetry.js';
import { TenantClassifiers, type TenantExamples } from './core/routing/tenant-classifiers.js';
import type { RoutingSettings } from './core/turn/routing-settings.js';
import { tenantOf } from './settings.js';

type Tenant = Config['tenants'][string];

export function routingSettings(
  config: Config,
  tenantId: string,
  classifiers: Pick<TenantClassifiers, 'of'>,
): RoutingSettings {
  const { routing, workflows } = tenantOf(config, tenantId);
  const { frustration } = routing;
  return {
    classifier: classifiers.of(tenantId),
    frustrationMax: frustration === 'off' || frustration === 0 ? null : frustration,
    workflows: Object.entries(workflows).map(([name, sheet]) => workflowOf(name, sheet)),
  };
}

/** Each tenant's own examples, for the classifiers. */
export function routingExamples(config: Config): TenantExamples {
  return new Map(
    Object.entries(config.tenants).map(([tenant, { routing }]) => [tenant, examplesOf(routing)]),
  );
}

function examplesOf({ examples }: Tenant['routing']): readonly RoutingExample[] {
  return TURN_TYPES.flatMap((type) => examples[type].map((text) => ({ text, type })));
}

function workflowOf(name: string, sheet: Tenant['workflows'][string]): Workflow {
  const { memory, card, ...rest } = sheet;
  return { ...rest, name, strategy: memory?.strategy ?? null, must: card.must };
}

/** Learns the shipped examples; nobody is served before. */
export async function openClassifiers(
  config: Config,
  root: string,
  parts: { readonly clock: Clock; readonly telemetry: Telemetry },
): Promise<TenantClassifiers> {
  const shipped = await loadRoutingExamples(join(root, 'config/routing'));
  const classifiers = new TenantClassifiers(shipped, parts);
  classifiers.follow(routingExamples(config));
  return classifiers;
}
