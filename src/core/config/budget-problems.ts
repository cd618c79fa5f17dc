import { mind as mindSchema } from './config-mind.js';
import { isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import type { SettingProblem } from './schema-problems.js';

/**
 * A budget over calls whose cost nobody knows would hold nothing: each model that a tenant with a budget may be
 * answered by needs a price. `mind` of the wrong form is told by the schema.
 */
export function budgetProblems(root: unknown): SettingProblem[] {
  const mind = mindSchema.safeParse(valueAt(root, ['mind']));
  const tenants = valueAt(root, ['tenants']);
  if (!mind.success || !isMap(tenants)) return [];
  const { models, prices, use } = mind.data;
  const unpriced = [...new Set(Object.values(models))].filter(
    (model) => !Object.hasOwn(prices, model),
  );
  if (unpriced.length === 0) return [];
  return Object.entries(tenants).flatMap(([name, tenant]) => {
    const path = ['tenants', name, 'budget'];
    const isAsked = (valueAt(tenant, ['mind']) ?? use) !== 'local';
    if (!isAsked || valueAt(tenant, ['budget']) === undefined) return [];
    const shown = unpriced.map(shownValue).join(', ');
    const text = `${pathText(path)} cannot be kept: mind.prices has no price of ${shown}.`;
    return [{ path, text, remedy: 'Add the price to mind.prices, or remove the budget.' }];
  });
}
