import { isLoopback } from '../../core/domain/loopback.js';

/**
 * Hosts that Microsoft takes bots' answers at. The names are those that Microsoft's own kit lets service URLs have, the
 * domains the ones they are in, for the older addresses of the Bot Connector too.
 * https://microsoft.github.io/teams-sdk/typescript/essentials/app-configuration/service-url-validation
 * https://learn.microsoft.com/azure/bot-service/bot-service-resources-faq-security
 */
const SERVICE_HOSTS = new Set([
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'botframework.com',
  'frontend.botapi.msg.infra.teams.microsoftonline.cn',
]);

const SERVICE_DOMAINS = [
  '.botframework.com',
  '.botframework.azure.us',
  '.teams.microsoft.com',
  '.teams.microsoft.us',
];

/**
 * Where OneDrive and SharePoint keep what people attach; the links are good for a few minutes and for whoever has them.
 * https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
 */
const FILE_DOMAINS = [
  '.sharepoint.com',
  '.sharepoint.us',
  '.sharepoint-mil.us',
  '.sharepoint.cn',
  '.svc.ms',
];

/** What may be spoken with: only this machine when a bot is tried here, only Microsoft else. */
export type TeamsReach = 'microsoft' | 'loopback';

/** Whether a bot's token may go there. */
export function isServiceUrl(url: string, reach: TeamsReach): boolean {
  return isAt(url, reach, (host) => SERVICE_HOSTS.has(host) || isIn(host, SERVICE_DOMAINS));
}

/** Whether people's files may be fetched from there, without a token. */
export function isFileUrl(url: string, reach: TeamsReach): boolean {
  return isAt(url, reach, (host) => isIn(host, FILE_DOMAINS));
}

function isAt(text: string, reach: TeamsReach, isTheirs: (host: string) => boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, host, port, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (reach === 'loopback') return protocol === 'http:' && isLoopback(host);
  // A name that ends in a dot is the same host under another name; nobody writes it so by chance.
  return protocol === 'https:' && port === '' && isTheirs(hostname.toLowerCase());
}

function isIn(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host.endsWith(domain));
}
