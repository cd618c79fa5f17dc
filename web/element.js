/**
 * Builds an element. Children that are strings become text nodes: nothing anybody says is ever read as HTML.
 * Properties are attributes; `false`, `null` and `undefined` leave one out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children.filter((child) => child !== null && child !== ''));
  return made;
}

/** Sets or leaves out one attribute, and touches the page only if that changes it. */
export function setAttribute(node, name, value) {
  if (value === false || value === null || value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

/** Changes a text only if it is another one, so that a screen reader does not say it again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function button(label, testId, onPress) {
  const made = element('button', { type: 'button', 'data-testid': testId }, label);
  made.addEventListener('click', onPress);
  return made;
}

export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/** The sources an answer rests on. Only web addresses become links; anything else stays a title. */
export function citationList(citations) {
  // Two quotes of one article are one source.
  const sources = new Map(citations.map(({ title, url }) => [`${title}\n${url}`, { title, url }]));
  const items = [...sources.values()].map(({ title, url }) => {
    const href = webAddress(url);
    return element('li', {}, href === null ? title : linkTo(href, title));
  });
  return element('ul', { class: 'citations', 'aria-label': 'Sources' }, ...items);
}

export function timeOf(at) {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const clock = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const words = isToday ? clock : `${date.toLocaleDateString()} ${clock}`;
  return element('time', { datetime: date.toISOString() }, words);
}

/** An id for one submission; kept over its retries, so that nothing is said twice. Works without https too. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function linkTo(href, title) {
  const attributes = { href, target: '_blank', rel: 'noopener noreferrer' };
  return element('a', { ...attributes, 'data-testid': 'citation' }, title);
}

function webAddress(url) {
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
