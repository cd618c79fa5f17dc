/** Files that were dropped or pasted. A folder has no content of its own, so it is none. */
export function filesIn(given: DataTransfer | null): readonly File[] {
  return [...(given?.items ?? [])].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry()?.isDirectory === true) return [];
    return item.getAsFile() ?? [];
  });
}

/** Text that a program wrote, as opposed to the plain name that a file manager gives along with a file. */
const RICH_TEXTS = ['text/html', 'text/rtf'];

/** What a program copies as text and as a picture of it is meant as text. */
export function pastedFiles(given: DataTransfer | null): readonly File[] {
  if (given === null) return [];
  const files = filesIn(given);
  const lines = given.getData('text/plain').split(/[\r\n]+/);
  const isText = lines.some((line) => line !== '' && files.every(({ name }) => name !== line));
  return isText && RICH_TEXTS.some((type) => given.types.includes(type)) ? [] : files;
}
