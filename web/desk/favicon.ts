const SIZE_PX = 32;
const COUNT_MAX = 9;

/** The desk's icon, with how many wait on it; drawn here, as it changes. Empty where nothing can be drawn. */
export function faviconWith(count: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE_PX;
  canvas.height = SIZE_PX;
  const pen = canvas.getContext('2d');
  if (pen === null) return 'data:,';
  pen.fillStyle = '#4f46e5';
  pen.beginPath();
  pen.roundRect(1, 1, 30, 30, 8);
  pen.fill();
  letter(pen, 'D', 16, 17, 20);
  if (count > 0) badge(pen, count > COUNT_MAX ? `${COUNT_MAX}+` : String(count));
  return canvas.toDataURL('image/png');
}

function badge(pen: CanvasRenderingContext2D, words: string): void {
  pen.fillStyle = '#dc2626';
  pen.beginPath();
  pen.arc(21, 21, 11, 0, 2 * Math.PI);
  pen.fill();
  letter(pen, words, 21, 22, words.length > 1 ? 13 : 17);
}

function letter(
  pen: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  px: number,
): void {
  pen.fillStyle = '#ffffff';
  pen.font = `700 ${px}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(words, x, y);
}
