import files from '../shared/files.css';
import base from './styles/base.css';
import composer from './styles/composer.css';
import content from './styles/content.css';
import frame from './styles/frame.css';
import revising from './styles/revising.css';
import thread from './styles/thread.css';

/** A sheet made by script: a page's policy for styles does not concern it, so the widget works under the strictest. */
export function widgetSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([base, frame, thread, content, revising, files, composer].join('\n'));
  return sheet;
}
