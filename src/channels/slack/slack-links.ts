import { plainLabel } from '../visible-text.js';
import { allowedAddress } from '../web-links.js';
import { escapeSlack } from './slack-escape.js';
import { SLACK_LINK_CHARS_MAX } from './slack-limits.js';

/** The address a link may have, or null: also if it is longer than Slack takes. */
export function fittingAddress(href: string, hosts: ReadonlySet<string>): string | null {
  if (href.length > SLACK_LINK_CHARS_MAX) return null;
  const address = allowedAddress(href, hosts);
  const fits = address !== null && slackAddress(address).length <= SLACK_LINK_CHARS_MAX;
  return fits ? address : null;
}

/** `<address|label>`, the one way of ours to write a link. `address` has passed `allowedAddress` or `webAddress`. */
export function slackLink(address: string, label: string): string {
  const words = plainLabel(label).replaceAll('|', '¦').replaceAll('`', 'ˋ');
  const target = slackAddress(address);
  return words === '' || words === address ? `<${target}>` : `<${target}|${escapeSlack(words)}>`;
}

function slackAddress(address: string): string {
  return address
    .replaceAll('|', '%7C')
    .replaceAll('`', '%60')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replace(/[\s\p{Cf}\p{Cc}]/gu, '')
    .replaceAll('&', '&amp;');
}
