import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { type ConfigPath, pathText } from './config-path.js';
import type { ConfigProblem } from './config-problem.js';
import { type Environment, substitute } from './substitute.js';
import { yamlProblem } from './yaml-problem.js';

/** What a file says once the environment is put in. An empty setting is left out, as if it were not written. */
export interface ConfigContent {
  readonly root: unknown;
  /** Text of each setting that was one `${NAME}` and nothing else, by `pathText`: it may stand for a number. */
  readonly substituted: ReadonlyMap<string, string>;
  /** Settings whose value could not be made up, by `pathText`: nothing more need be said about them. */
  readonly unusable: ReadonlySet<string>;
  readonly problems: readonly ConfigProblem[];
}

/** Maps, lists and settings a file may hold, aliases followed: a few aliases of aliases could stand for billions. */
const NODES_MAX = 20_000;
const DEPTH_MAX = 20;

/** A default for one of these would be a secret in the file. */
const SECRET_NAME = /token|secret|key|password/i;

/** A config file as YAML: its content, and on which line each setting is. */
export class ConfigDocument {
  /** Set if the text is no YAML; then there is nothing else to say about it. */
  readonly syntaxProblem: ConfigProblem | undefined;
  private readonly document: Document;
  private readonly lines = new LineCounter();

  constructor(text: string) {
    // Duplicate keys are found while reading the content: here they would hide every other mistake.
    this.document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const error = this.document.errors[0] ?? this.document.warnings[0];
    this.syntaxProblem =
      error && yamlProblem(error.code, this.lineAt(error.pos[0]), text, error.pos[0]);
  }

  get isEmpty(): boolean {
    const { contents } = this.document;
    return contents === null || (isScalar(contents) && contents.value === null);
  }

  content(env: Environment): ConfigContent {
    return new ContentReader(this.document, env, (node) =>
      this.lineAt(node.range?.[0] ?? 0),
    ).read();
  }

  /** The line of a setting, or of the nearest thing around it that is written down. */
  lineOf(path: ConfigPath): number {
    let node: unknown = this.document.contents;
    let line = 1;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(this.document);
      const [marked, next] = stepInto(node, step);
      if (marked === undefined) break;
      line = this.lineAt(marked.range?.[0] ?? 0);
      node = next;
    }
    return line;
  }

  private lineAt(offset: number): number {
    return Math.max(1, this.lines.linePos(offset).line);
  }
}

/** The node whose line is told for this step, and the node below it. */
function stepInto(node: unknown, step: string | number): [Node | undefined, unknown] {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return [item, item];
  }
  if (!isMap<Node, Node | null>(node)) return [undefined, undefined];
  const pair = node.items.find((one) => keyText(one) === String(step));
  return [pair?.key, pair?.value];
}

function keyText(pair: Pair<Node, Node | null>): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

/** One walk over the nodes. It is ours, not the library's, because a problem has to know its path and line. */
class ContentReader {
  private readonly substituted = new Map<string, string>();
  private readonly unusable = new Set<string>();
  private readonly problems: ConfigProblem[] = [];
  private nodes = 0;

  constructor(
    private readonly document: Document,
    private readonly env: Environment,
    private readonly lineOf: (node: Node) => number,
  ) {}

  read(): ConfigContent {
    const root = this.value(this.document.contents, []);
    const { substituted, unusable, problems } = this;
    return { root, substituted, unusable, problems };
  }

  private value(node: unknown, path: ConfigPath): unknown {
    this.nodes += 1;
    if (this.nodes > NODES_MAX || path.length > DEPTH_MAX) return this.tooMuch();
    if (isAlias(node)) return this.aliased(node, path);
    if (isSeq<Node>(node)) return node.items.map((item, at) => this.value(item, [...path, at]));
    if (isMap<Node, Node | null>(node)) return this.map(node.items, path);
    if (!isScalar(node)) return null;
    return typeof node.value === 'string' ? this.text(node.value, node, path) : node.value;
  }

  private map(pairs: Pair<Node, Node | null>[], path: ConfigPath): Record<string, unknown> {
    const first = new Map<string, number>();
    const map: Record<string, unknown> = {};
    for (const pair of pairs) {
      const key = keyText(pair);
      const line = this.lineOf(pair.key);
      const before = first.get(key);
      if (before !== undefined) {
        this.problem(
          line,
          `${pathText([...path, key])} is written twice, first in line ${before}.`,
          'Keep one of the two.',
        );
        continue;
      }
      first.set(key, line);
      const value = this.value(pair.value, [...path, key]);
      if (value !== null && value !== '') {
        // Not an assignment: `__proto__` would vanish instead of being refused.
        Object.defineProperty(map, key, {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
    }
    return map;
  }

  private aliased(node: Alias, path: ConfigPath): unknown {
    const target = node.resolve(this.document);
    if (target !== undefined) return this.value(target, path);
    this.problem(
      this.lineOf(node),
      `${pathText(path)} is an alias (*) of something that is nowhere marked (&) before it.`,
      'Mark it, or write the value itself; put a text that begins with * in quotes.',
    );
    return null;
  }

  private text(text: string, node: Node, path: ConfigPath): string {
    const done = substitute(text, this.env);
    const line = this.lineOf(node);
    for (const name of new Set(done.missing)) {
      this.problem(
        line,
        `${pathText(path)} needs the environment variable ${name}, which is not set or empty.`,
        SECRET_NAME.test(`${name} ${path.at(-1)}`)
          ? `Set ${name}.`
          : `Set ${name}, or give a default: \${${name}:-default}.`,
      );
    }
    if (done.missing.length > 0 || done.malformed) this.unusable.add(pathText(path));
    if (done.malformed) {
      this.problem(
        line,
        `${pathText(path)} has a \${ that begins no \${NAME} or \${NAME:-default}.`,
        'Close it and use letters, digits and _ in the name; write $${ for a literal ${.',
      );
    }
    if (done.whole) this.substituted.set(pathText(path), done.text);
    return done.text;
  }

  private tooMuch(): null {
    if (!this.problems.some(({ at }) => at === 'file')) {
      this.problems.push({
        at: 'file',
        text: `It holds more than ${NODES_MAX} settings, or maps and lists more than ${DEPTH_MAX} deep.`,
        remedy: 'Look for an alias (*) that contains itself.',
      });
    }
    return null;
  }

  private problem(at: number, text: string, remedy: string): void {
    this.problems.push({ at, text, remedy });
  }
}
