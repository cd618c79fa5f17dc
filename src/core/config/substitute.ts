/** Environment variables by name. Passed in, so that tests and a second gateway in one process have their own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What became of one text with `${NAME}` in it. `whole`: the text was one substitution and nothing else. */
export interface Substitution {
  readonly text: string;
  readonly whole: boolean;
  readonly missing: readonly string[];
  readonly malformed: boolean;
}

const PIECE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;
const WHOLE = /^\$\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?\}$/;

/**
 * Puts environment variables into a text: `${NAME}`, or `${NAME:-default}`; `$${` stands for a literal `${`.
 * As in a shell, an empty variable counts as not set where there is a default; without a default it is missing too,
 * because `NAME=` in an env file is a value somebody forgot.
 */
export function substitute(text: string, env: Environment): Substitution {
  const missing: string[] = [];
  let malformed = false;
  const done = text.replace(PIECE, (piece: string, name?: string, fallback?: string) => {
    if (piece === '$${') return '${';
    if (name === undefined) {
      malformed = true;
      return piece;
    }
    const value = env[name] || fallback;
    if (value === undefined) missing.push(name);
    return value ?? '';
  });
  return { text: done, whole: WHOLE.test(text), missing, malformed };
}
