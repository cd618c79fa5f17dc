import type { YAMLError } from 'yaml';
import type { ConfigProblem } from './config-problem.js';

/** Text and remedy by the parser's code. Its own messages quote the file, which may hold a secret. */
const KNOWN: Partial<Record<YAMLError['code'], readonly [string, string]>> = {
  TAB_AS_INDENT: ['a tab indents this line.', 'Use spaces.'],
  BAD_INDENT: [
    'the indentation does not fit the lines above.',
    'Begin all settings of one map in the same column, and close every [ and {.',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'there is a second ": " in this line.',
    'Put a text that contains ": " in quotes, or begin a new line.',
  ],
  MISSING_CHAR: [
    'a colon, quote or bracket is missing.',
    'Add it; in a map each line is "name: value".',
  ],
  BAD_SCALAR_START: [
    'a value begins with a character that means something else in YAML (@, ` or %).',
    'Put the value in quotes.',
  ],
  BAD_DQ_ESCAPE: ['there is an unknown \\ escape in a text.', 'Write \\\\, or use single quotes.'],
  MULTIPLE_DOCS: ['a second document (---) begins here.', 'Keep one document in the file.'],
  TAG_RESOLVE_FAILED: [
    'there is a tag (!) that has no meaning here.',
    'Remove it; put a text that begins with ! in quotes.',
  ],
};

const OTHER = [
  'a value, colon, comma or bracket stands in the wrong place.',
  'Compare it with config/frontdesk.example.yaml.',
] as const;

/** What a person can do about text that is no YAML. Only the first mistake is told; the others mostly follow from it. */
export function yamlProblem(
  code: YAMLError['code'],
  line: number,
  text: string,
  offset: number,
): ConfigProblem {
  if (text.slice(offset - 1, offset + 1) === '${') {
    return {
      at: line,
      text: 'This is no YAML: a $ and a brace inside { } or [ ] begin a map.',
      remedy: `Put it in quotes there: "\${NAME}".`,
    };
  }
  const [what, remedy] = KNOWN[code] ?? OTHER;
  return { at: line, text: `This is no YAML: ${what}`, remedy };
}
