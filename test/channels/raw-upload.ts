import { request } from 'node:http';

interface Answer {
  readonly status: number | undefined;
  readonly body: unknown;
}

interface RawUpload {
  /** Resolves once the other side has room for more. */
  write(part: Buffer): Promise<void>;
  breakOff(): void;
  readonly answer: Promise<Answer>;
  /** The other side has closed the line. */
  readonly closed: Promise<void>;
}

/** An upload part by part, as long as it says it is. */
export function rawUpload(
  gatewayUrl: string,
  channel: string,
  token: string,
  name: string,
  bytes: number,
): RawUpload {
  const url = `${gatewayUrl}/api/v1/chat/${channel}/files?name=${name}`;
  const headers = { authorization: `Bearer ${token}`, 'content-length': bytes };
  const upload = request(url, { method: 'POST', headers });
  // Whoever closes the line early is seen by what it answered, or did not.
  upload.on('error', () => undefined);
  upload.flushHeaders();
  const answer = new Promise<Answer>((resolve) => {
    upload.once('response', async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) });
    });
  });
  const closed = new Promise<void>((resolve) => {
    upload.once('close', () => resolve());
  });
  return {
    answer,
    closed,
    breakOff: () => upload.destroy(),
    write: (part) =>
      new Promise((resolve) => {
        upload.write(part, () => resolve());
      }),
  };
}
