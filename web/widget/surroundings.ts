import { optionsOf } from './options.js';

/** Keeps `data-scheme` of the root at what the site's `data-theme` means now. */
export function watchScheme(host: HTMLElement, root: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = optionsOf(host);
    const isDark = theme === 'auto' ? dark.matches : theme === 'dark';
    root.dataset['scheme'] = isDark ? 'dark' : 'light';
  };
  dark.addEventListener('change', apply);
  new MutationObserver(apply).observe(host, { attributeFilter: ['data-theme'] });
  apply();
}

/** Tells the styles how much of the screen an on-screen keyboard leaves, which no unit of theirs knows everywhere. */
export function watchViewport(host: HTMLElement): void {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const set = (name: string, px: number | null) =>
    host.style.setProperty(`--seen-${name}`, px === null ? '' : `${px}px`);
  const apply = () => {
    // Zoomed in by fingers it is small as well, and then the panel must stay as it is.
    const isZoomed = viewport.scale > 1.01;
    set('height', isZoomed ? null : viewport.height);
    set('top', isZoomed ? null : viewport.offsetTop);
    // A page that is wider than the screen must not take the panel along.
    set('width', isZoomed ? null : viewport.width);
    set('left', isZoomed ? null : viewport.offsetLeft);
  };
  viewport.addEventListener('resize', apply);
  viewport.addEventListener('scroll', apply);
  apply();
}
