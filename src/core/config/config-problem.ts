/** One thing that is wrong, and what to do about it. Neither text ever holds a secret. */
export interface ConfigProblem {
  /** A line of the file, the file as a whole, or the environment. */
  readonly at: number | 'file' | 'environment';
  readonly text: string;
  readonly remedy: string;
}

const REMEDY_INDENT = ' '.repeat(6);

/** The two lines a person reads: where and what, then the remedy. */
export function problemText(file: string, problem: ConfigProblem): string {
  const place =
    typeof problem.at === 'number'
      ? `${file}:${problem.at}`
      : problem.at === 'file'
        ? file
        : 'environment';
  return `${place}: ${problem.text}\n${REMEDY_INDENT}${problem.remedy}`;
}

/** Characters of a value that a message shows. */
const SHOWN_CHARS_MAX = 60;

/** A value of a setting that is no secret. An address pasted into the wrong setting still may hold a password. */
export function shownValue(value: unknown): string {
  const text = String(JSON.stringify(value)).replace(/\/\/\S*@/g, '//(hidden)@');
  return text.length <= SHOWN_CHARS_MAX ? text : `${text.slice(0, SHOWN_CHARS_MAX)}…"`;
}

/** From the top of the file to its end; what has no line comes first. */
export function byPlace(a: ConfigProblem, b: ConfigProblem): number {
  return lineOf(a) - lineOf(b);
}

function lineOf(problem: ConfigProblem): number {
  return typeof problem.at === 'number' ? problem.at : 0;
}
