/** Longest side of a thumbnail, in pixels; twice what it is shown at, for fine screens. */
const SIDE_PX = 80;

/** A picture larger than this is not opened only to be shown small: that takes many times its size in memory. */
const BYTES_MAX = 20_000_000;

const TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether a page may show a file of this type in place. */
export function isPicture(type: string | undefined): boolean {
  return type !== undefined && TYPES.has(type);
}

/**
 * A small copy of a picture that is still on this machine; null for anything else. It is drawn, not loaded, so that no
 * policy of the site for pictures concerns it.
 */
export async function thumbnailOf(file: File): Promise<HTMLCanvasElement | null> {
  if (!isPicture(file.type) || file.size > BYTES_MAX) return null;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    // It only calls itself a picture; the gateway will say so.
    return null;
  }
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE_PX;
  canvas.height = SIDE_PX;
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, SIDE_PX, SIDE_PX);
  picture.close();
  return canvas;
}
