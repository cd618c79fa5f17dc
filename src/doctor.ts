import {
  DOCTOR,
  type DoctorCall,
  examine,
  type Finding,
  tryAddress,
} from './channels/slack/slack-doctor.js';
import type { SlackFailure } from './channels/slack/slack-errors.js';
import { SlackWebApi } from './channels/slack/slack-web-api.js';
import {
  TEAMS_DOCTOR,
  type TeamsFinding,
  tryCredentials,
  tryEndpoint,
} from './channels/teams/teams-doctor.js';
import type { Config } from './core/config/config-schema.js';
import { doctorCases } from './slack-settings.js';
import { teamsBots } from './teams-settings.js';

/** What every finding means, whichever platform it is of. */
const REMEDIES = { ...DOCTOR, ...TEAMS_DOCTOR };

type AnyFinding = Finding | TeamsFinding;

/**
 * Asks the platforms about everything the configuration names, and changes nothing. `url`: the gateway's public address,
 * which is then asked as Slack and Teams ask it.
 */
export async function examineAll(
  config: Config,
  url: string | undefined,
): Promise<{ readonly ok: boolean; readonly report: string }> {
  const cases = doctorCases(config);
  const bots = teamsBots(config);
  if (cases.length === 0 && bots.length === 0) {
    return { ok: true, report: 'No Slack app and no Teams bot is configured.' };
  }
  const findings: AnyFinding[] = [];
  for (const one of cases) {
    const call = callerOf(config.slack[one.app]?.webApi ?? '');
    findings.push(...(await examine(one, call)));
    if (url !== undefined && one.transport === 'http') {
      findings.push(await tryAddress(one, url, Date.now()));
    }
  }
  for (const bot of bots) {
    findings.push(await tryCredentials(bot));
    if (url !== undefined) findings.push(await tryEndpoint(bot, url));
  }
  const hasAddress = bots.length > 0 || cases.some(({ transport }) => transport === 'http');
  const hint =
    url === undefined && hasAddress
      ? ['', 'Give --url to have the public address tried, too.']
      : [];
  return {
    ok: findings.every(({ code }) => code === 'ok'),
    report: [...findings.map(line), ...hint].join('\n'),
  };
}

function line({ code, at, detail }: AnyFinding): string {
  return code === 'ok'
    ? `  ok       ${at}: ${detail}`
    : `  PROBLEM  ${at}: ${detail}\n           ${code}: ${REMEDIES[code]}`;
}

function callerOf(apiUrl: string): DoctorCall {
  return async (method, args, token) => {
    const answer = await new SlackWebApi(token, apiUrl).call(method, args);
    return answer.kind === 'ok' ? answer : { kind: 'refused', error: nameOf(answer.failure) };
  };
}

function nameOf(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'platform':
      return failure.error;
    case 'http':
      return `http_${failure.status}`;
    case 'network':
      return 'network';
  }
}
