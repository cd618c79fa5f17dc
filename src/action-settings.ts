/** What actions need of the config, in their own words; the same for them as settings.ts for the other parts. */
import { parametersOf } from './core/actions/action-parameters.js';
import type { ActionSettings, ConfiguredAction } from './core/actions/configured-actions.js';
import type { ParameterSchema } from './core/actions/parameter-schema.js';
import type { Config } from './core/config/config-schema.js';
import { GatewayError } from './core/domain/errors.js';
import { wordingOf } from './settings.js';

type Action = Config['tenants'][string]['actions'][string];

const HOUR_MS = 3_600_000;

/** No actions for a tenant that is not there: a conversation of one that was removed is still on record. */
export function actionSettings(config: Config, tenantId: string): ActionSettings {
  const tenant = config.tenants[tenantId];
  if (tenant === undefined) return { wording: { language: 'en', overrides: {} }, actions: [] };
  const actions = Object.entries(tenant.actions).map(([name, one]) => configured(name, one));
  return { wording: wordingOf(tenant), actions };
}

function configured(name: string, action: Action): ConfiguredAction {
  const { title, description, phrases, risk, permission, facts, timeoutMs } = action;
  // The same as the settings' own form of it, which says more than is needed here.
  const schema: ParameterSchema = action.parameters;
  return {
    spec: {
      name,
      title,
      description,
      phrases,
      parameters: parametersOf(schema),
      risk,
      permission,
      facts,
      confirm: action.confirm ?? null,
      timeoutMs,
      approvalMs: action.approvalHours * HOUR_MS,
    },
    schema,
    result: action.result ?? null,
    way: wayOf(name, action),
  };
}

/** The check of the config has seen that there is just one. */
function wayOf(name: string, { webhook, code }: Action): ConfiguredAction['way'] {
  if (code !== undefined) return { kind: 'code', name: code };
  if (webhook === undefined) throw new GatewayError('broken', { problem: 'no way', action: name });
  const { url, method, headers, secret = null, statusUrl = null, allowPrivate } = webhook;
  return { kind: 'webhook', url, method, headers, secret, statusUrl, allowsPrivate: allowPrivate };
}
