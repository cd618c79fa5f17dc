/** Files that were dropped or pasted. A folder has no content of its own, so it is none. */
export function filesIn(given: DataTransfer | null): readonly File[] {
  return [...(given?.items ?? [])].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry()?.isDirectory === true) return [];
    return item.getAsFile() ?? [];
  });
}

/** What a program copies as text and as a picture of it is meant as text. */
export function pastedFiles(given: DataTransfer | null): readonly File[] {
  return given === null || given.getData('text/plain') !== '' ? [] : filesIn(given);
}
