import { createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'frontdesk-signature';

/**
 * Says to a webhook that a request is ours and how old it is: `t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of
 * `SECONDS.SIGNED`: the body, or what stands for it where there is none. With the time in it, a request that somebody
 * overheard cannot be sent again later.
 */
export function signatureOf(signed: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const hash = createHmac('sha256', secret).update(`${seconds}.${signed}`).digest('hex');
  return `t=${seconds},v1=${hash}`;
}
