import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

interface Manifest {
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } };
}

/** What the shipped manifest asks of Slack: tests install the app with exactly that. */
export function shippedManifest(): { scopes: readonly string[]; events: readonly string[] } {
  const file = resolve(__dirname, '../../../config/slack-manifest.yaml');
  const manifest = parse(readFileSync(file, 'utf8')) as Manifest;
  return {
    scopes: manifest.oauth_config.scopes.bot,
    events: manifest.settings.event_subscriptions.bot_events,
  };
}
