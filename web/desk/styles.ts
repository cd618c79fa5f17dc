import fileStyles from '../shared/files.css';
import caseStyles from './case.css';
import columnStyles from './composer-and-card.css';
import frameStyles from './frame.css';
import messageStyles from './message.css';

/**
 * The styles of the desk's parts. They travel in the script, as the widget's do; what shows before a script runs is in
 * desk.css.
 */
export function adoptStyles(): void {
  document.adoptedStyleSheets = [
    frameStyles,
    caseStyles,
    messageStyles,
    fileStyles,
    columnStyles,
  ].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
