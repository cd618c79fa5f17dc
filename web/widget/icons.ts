const SVG = 'http://www.w3.org/2000/svg';

/** Shapes drawn for this widget, on a field of 24 by 24, as lines 1.75 thick unless filled. */
const SHAPES = {
  chat: 'M12 3.5c-5 0-8.9 3.4-8.9 7.7 0 2.3 1.1 4.3 2.9 5.7l-.7 3.4c-.1.5.4.8.8.6l3.6-1.9c.7.2 1.5.2 2.3.2 5 0 8.9-3.5 8.9-8S17 3.5 12 3.5ZM8.2 11.4h.01M12 11.4h.01M15.8 11.4h.01',
  down: 'm5.5 9 6.5 6.5L18.5 9',
  close: 'm6 6 12 12M18 6 6 18',
  send: 'M12 19.5v-15M5.5 11 12 4.5l6.5 6.5',
  again: 'M4.5 12a7.5 7.5 0 1 0 2.6-5.7M4 4v4.6h4.6',
  edit: 'm14.8 5.6 3.6 3.6M4.5 19.5l.9-4.1L15.9 4.9a1.6 1.6 0 0 1 2.3 0l.9.9a1.6 1.6 0 0 1 0 2.3L8.6 18.6z',
  trash: 'M4.5 7h15M9.5 7V4.8h5V7M6.5 7l.8 12.2h9.4L17.5 7M10.2 10.5v5.2M13.8 10.5v5.2',
  bot: 'M12 3.5v3M6.8 6.5h10.4a2.3 2.3 0 0 1 2.3 2.3v6.4a2.3 2.3 0 0 1-2.3 2.3h-3L12 20l-2.2-2.5h-3a2.3 2.3 0 0 1-2.3-2.3V8.8a2.3 2.3 0 0 1 2.3-2.3ZM9.2 11v1.6M14.8 11v1.6',
  people:
    'M9 11.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.2 19.2c.3-3.2 2.7-5 5.8-5s5.5 1.8 5.8 5M15.5 5.2a3 3 0 0 1 0 5.6M17.2 14.6c2 .6 3.4 2.2 3.6 4.6',
  attach:
    'm19.5 11.6-7.6 7.6a4.9 4.9 0 0 1-6.9-6.9l8-8a3.3 3.3 0 0 1 4.6 4.6l-8 8a1.6 1.6 0 0 1-2.3-2.3l7.3-7.3',
  file: 'M13.5 3.8H7.2A1.7 1.7 0 0 0 5.5 5.5v13c0 .9.8 1.7 1.7 1.7h9.6c.9 0 1.7-.8 1.7-1.7V8.8zM13.5 3.8v5h5',
  info: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 11.2v4.6M12 8.2h.01',
} as const;

export type IconName = keyof typeof SHAPES;

/** A picture beside words that say the same, so it is hidden from those who hear them. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}
