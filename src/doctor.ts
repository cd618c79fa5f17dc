import {
  DOCTOR,
  type DoctorCall,
  examine,
  type Finding,
  tryAddress,
} from './channels/slack/slack-doctor.js';
import type { SlackFailure } from './channels/slack/slack-errors.js';
import { SlackWebApi } from './channels/slack/slack-web-api.js';
import type { Config } from './core/config/config-schema.js';
import { doctorCases } from './slack-settings.js';

/**
 * Asks the platforms about everything the configuration names, and changes nothing. `url`: the gateway's public address,
 * which is then asked as Slack asks it.
 */
export async function examineAll(
  config: Config,
  url: string | undefined,
): Promise<{ readonly ok: boolean; readonly report: string }> {
  const cases = doctorCases(config);
  if (cases.length === 0) return { ok: true, report: 'No Slack app is configured.' };
  const findings: Finding[] = [];
  for (const one of cases) {
    const call = callerOf(config.slack[one.app]?.webApi ?? '');
    findings.push(...(await examine(one, call)));
    if (url !== undefined && one.transport === 'http') {
      findings.push(await tryAddress(one, url, Date.now()));
    }
  }
  const isUntried = url === undefined && cases.some(({ transport }) => transport === 'http');
  const hint = isUntried ? ['', 'Give --url to have the public address tried, too.'] : [];
  return {
    ok: findings.every(({ code }) => code === 'ok'),
    report: [...findings.map(line), ...hint].join('\n'),
  };
}

function line({ code, at, detail }: Finding): string {
  return code === 'ok'
    ? `  ok       ${at}: ${detail}`
    : `  PROBLEM  ${at}: ${detail}\n           ${code}: ${DOCTOR[code]}`;
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
