export type AttributeValue = string | number | boolean | null | undefined;
export type Attributes = Readonly<Record<string, AttributeValue>>;
export type Child = Node | string | null | undefined | false;

/**
 * Builds an element. Children that are strings become text nodes: nothing anybody says is ever read as HTML.
 * Properties are attributes; `true` sets an empty one, `false`, `null` and `undefined` leave one out.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children.filter(isShown));
  return made;
}

/** Sets or leaves out one attribute, and touches the page only if that changes it. */
export function setAttribute(node: Element, name: string, value: AttributeValue): void {
  if (value === false || value === null || value === undefined) {
    node.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Changes a text only if it is another one, so that a screen reader does not say it again. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function button(label: string, testId: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-testid': testId }, label);
  made.addEventListener('click', onPress);
  return made;
}

/** A part the page's own HTML must have. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/** An id for one submission; kept over its retries, so that nothing is said twice. Works without https too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isShown(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false && child !== '';
}
