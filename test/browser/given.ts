import type { Locator } from 'playwright-core';

/** A file as a person gives it. */
export interface Given {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function pdfOf(name: string): Given {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 not much of it') };
}

export function pngOf(name: string, buffer: Buffer): Given {
  return { name, mimeType: 'image/png', buffer };
}

/** By clipboard or by mouse: an event at `place` as the browser makes it. */
export async function give(
  place: Locator,
  how: 'paste' | 'dragenter' | 'dragleave' | 'drop',
  files: readonly Given[],
): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => {
    return { name, mimeType, base64: buffer.toString('base64') };
  });
  await place.evaluate(inPage(GIVE), { how, given });
}

const GIVE = `
  const data = new DataTransfer();
  for (const { name, mimeType, base64 } of told.given) {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: mimeType }));
  }
  const way = { bubbles: true, cancelable: true };
  node.dispatchEvent(
    told.how === 'paste'
      ? new ClipboardEvent('paste', { ...way, clipboardData: data })
      : new DragEvent(told.how, { ...way, dataTransfer: data }),
  );`;

/** Work that is done in the page, with `node` and what it is `told`: as text, because the tests' compiler knows no page. */
export function inPage<Result>(body: string): (node: unknown, told: unknown) => Result {
  return new Function('node', 'told', body) as (node: unknown, told: unknown) => Result;
}
