import type { Layout } from './panel-frame.js';

/** What the site sets by attributes; the script's own are copied to the element. */
export const OPTION_NAMES = [
  'data-channel',
  'data-theme',
  'data-position',
  'data-layout',
  'data-open',
  'data-token',
] as const;

export type Theme = 'auto' | 'light' | 'dark';

export interface WidgetOptions {
  readonly channel: string;
  readonly theme: Theme;
  readonly position: 'right' | 'left';
  readonly layout: Layout;
  readonly isOpen: boolean;
  /** Of a user who is signed in on the site; null for a visitor. */
  readonly token: string | null;
}

/** Reads them from the element; what is not one of the words is the default, so that a slip never hides the chat. */
export function optionsOf(element: HTMLElement): WidgetOptions {
  const { dataset } = element;
  const layout = dataset['layout'] === 'page' ? 'page' : 'panel';
  const open = dataset['open'];
  return {
    channel: dataset['channel'] ?? '',
    theme: themeOf(dataset['theme']),
    position: dataset['position'] === 'left' ? 'left' : 'right',
    layout,
    isOpen: layout === 'page' || (open !== undefined && open !== 'false'),
    token: dataset['token'] || null,
  };
}

function themeOf(name: string | undefined): Theme {
  return name === 'light' || name === 'dark' ? name : 'auto';
}
