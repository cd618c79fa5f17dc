/**
 * As much of a page as our renderers of text build, for tests without a browser. What was built is read as HTML.
 */
class BareNode {
  readonly children: BareNode[] = [];
  readonly attributes = new Map<string, string>();

  constructor(
    readonly tag: string,
    readonly text = '',
  ) {}

  append(...children: readonly (BareNode | string)[]): void {
    for (const child of children) {
      this.children.push(typeof child === 'string' ? new BareText(child) : child);
    }
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  get html(): string {
    const inside = escaped(this.text) + this.children.map(({ html }) => html).join('');
    if (this.tag === '') return inside;
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`);
    const open = `<${this.tag}${attributes.join('')}>`;
    return EMPTY.has(this.tag) ? open : `${open}${inside}</${this.tag}>`;
  }
}

class BareText extends BareNode {
  constructor(text: string) {
    super('', text);
  }
}

const EMPTY: ReadonlySet<string> = new Set(['br', 'hr']);

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What the web's modules expect to find around them. */
export function installBareDocument(): void {
  Object.assign(globalThis, {
    Text: BareText,
    document: {
      createElement: (tag: string) => new BareNode(tag),
      createDocumentFragment: () => new BareNode(''),
    },
  });
}
