import { element } from './element.js';
import { filesIn } from './given-files.js';

/**
 * Lets files be dropped anywhere on `place`, and shows so as soon as some are over it. Else the browser would open them
 * in place of the page. `place` must be positioned.
 */
export function dropArea(
  place: HTMLElement,
  label: string,
  take: (files: readonly File[]) => void,
): void {
  const words = element('span', {}, label);
  // It lies over everything, so leaving it is leaving the place.
  const area = element(
    'div',
    { class: 'drop-area', 'data-testid': 'drop-area', hidden: true },
    words,
  );
  const show = (isOver: boolean) => {
    area.hidden = !isOver;
  };
  place.append(area);
  for (const kind of ['dragenter', 'dragover'] as const) {
    place.addEventListener(kind, (event) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      show(true);
    });
  }
  area.addEventListener('dragleave', () => show(false));
  place.addEventListener('drop', (event) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    show(false);
    take(filesIn(event.dataTransfer));
  });
}
