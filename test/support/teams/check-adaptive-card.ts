/**
 * What Teams takes as an Adaptive Card: the elements and properties of schema 1.5
 * (https://adaptivecards.io/explorer/), less what Teams says it does not show
 * (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#adaptive-card).
 */

type Fields = Readonly<Record<string, unknown>>;

interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const ELEMENT = ['id', 'isVisible', 'separator', 'spacing', 'height', 'fallback', 'requires'];
const ACTION = ['id', 'iconUrl', 'style', 'fallback', 'requires', 'tooltip', 'isEnabled', 'mode'];

const ELEMENTS: Readonly<Record<string, Shape>> = {
  TextBlock: shape(
    ['text'],
    'color fontType horizontalAlignment isSubtle maxLines size weight wrap style',
  ),
  RichTextBlock: shape(['inlines'], 'horizontalAlignment'),
  Image: shape(
    ['url'],
    'altText backgroundColor horizontalAlignment selectAction size style width',
  ),
  Container: shape(
    ['items'],
    'selectAction style verticalContentAlignment bleed backgroundImage minHeight rtl',
  ),
  ColumnSet: shape(['columns'], 'selectAction style bleed minHeight horizontalAlignment'),
  FactSet: shape(['facts'], ''),
  ActionSet: shape(['actions'], ''),
  'Input.Text': shape(
    ['id'],
    'isMultiline maxLength placeholder regex style inlineAction value errorMessage isRequired label',
  ),
};

const ACTIONS: Readonly<Record<string, Shape>> = {
  'Action.Execute': {
    required: ['title'],
    optional: [...ACTION, 'verb', 'data', 'associatedInputs'],
  },
  'Action.Submit': { required: ['title'], optional: [...ACTION, 'data', 'associatedInputs'] },
  'Action.OpenUrl': { required: ['title', 'url'], optional: ACTION },
};

const STYLES: Readonly<Record<string, readonly string[]>> = {
  style: [
    'default',
    'positive',
    'destructive',
    'emphasis',
    'good',
    'attention',
    'warning',
    'accent',
    'heading',
  ],
  size: ['default', 'small', 'medium', 'large', 'extraLarge'],
  weight: ['default', 'lighter', 'bolder'],
  spacing: ['default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding'],
  mode: ['primary', 'secondary'],
  horizontalAlignment: ['left', 'center', 'right'],
};

/** Actions of one set that Teams shows; further ones are cut off. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/design-effective-cards */
const ACTIONS_MAX = 6;

function shape(required: readonly string[], optional: string): Shape {
  return { required, optional: [...ELEMENT, ...optional.split(' ')] };
}

/** What is wrong with a card, each with where; nothing if it is right. */
export function cardComplaints(card: unknown): string[] {
  if (!isFields(card)) return ['the card is no object'];
  const told: string[] = [];
  if (card['type'] !== 'AdaptiveCard') told.push('type must be AdaptiveCard');
  if (!/^1\.[0-5]$/.test(String(card['version']))) told.push('version must be 1.5 at most');
  known(card, ROOT, 'card', told);
  elements(card['body'], 'body', told);
  actions(card['actions'], 'actions', told);
  const ids = idsIn(card);
  if (new Set(ids).size < ids.length) told.push('two elements have one id');
  return told;
}

const ROOT: Shape = {
  required: ['body'],
  optional:
    '$schema version actions selectAction fallbackText speak lang minHeight rtl verticalContentAlignment backgroundImage refresh authentication msteams metadata'.split(
      ' ',
    ),
};

function element(one: unknown, at: string, told: string[]): void {
  const fields = typed(one, ELEMENTS, at, told);
  if (fields === null) return;
  const { type } = fields;
  if (type === 'TextBlock' && typeof fields['text'] !== 'string')
    told.push(`${at}.text is no text`);
  if (type === 'Container') {
    elements(fields['items'], `${at}.items`, told);
  }
  if (type === 'ActionSet') actions(fields['actions'], `${at}.actions`, told);
  if (type === 'FactSet') {
    for (const [index, fact] of listOf(fields['facts'], `${at}.facts`, told).entries()) {
      const isFact =
        isFields(fact) && typeof fact['title'] === 'string' && typeof fact['value'] === 'string';
      if (!isFact) told.push(`${at}.facts[${index}] needs a title and a value`);
    }
  }
}

function elements(all: unknown, at: string, told: string[]): void {
  for (const [index, one] of listOf(all, at, told).entries()) element(one, `${at}[${index}]`, told);
}

function actions(all: unknown, at: string, told: string[]): void {
  const list = listOf(all, at, told);
  if (list.length > ACTIONS_MAX) told.push(`${at} has more than ${ACTIONS_MAX} actions`);
  for (const [index, one] of list.entries()) action(one, `${at}[${index}]`, told);
}

function action(one: unknown, at: string, told: string[]): void {
  const fields = typed(one, ACTIONS, at, told);
  if (fields === null) return;
  if (typeof fields['title'] !== 'string' || fields['title'].trim() === '') {
    told.push(`${at}.title is empty`);
  }
  const { fallback, data } = fields;
  if (fields['type'] === 'Action.Execute' && typeof fields['verb'] !== 'string') {
    told.push(`${at}.verb is missing`);
  }
  if (data !== undefined && !isFields(data)) told.push(`${at}.data is no object`);
  if (fallback !== undefined && fallback !== 'drop') action(fallback, `${at}.fallback`, told);
}

function typed(
  one: unknown,
  shapes: Readonly<Record<string, Shape>>,
  at: string,
  told: string[],
): Fields | null {
  const type = isFields(one) ? one['type'] : undefined;
  const found = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (!isFields(one) || found === undefined) {
    told.push(`${at} is of a type that Teams does not show: ${String(type)}`);
    return null;
  }
  known(one, found, at, told);
  return one;
}

function known(fields: Fields, { required, optional }: Shape, at: string, told: string[]): void {
  for (const name of required) {
    if (fields[name] === undefined) told.push(`${at}.${name} is missing`);
  }
  for (const [name, value] of Object.entries(fields)) {
    if (name !== 'type' && !required.includes(name) && !optional.includes(name)) {
      told.push(`${at}.${name} is not known`);
    }
    const allowed = STYLES[name];
    const isWord = allowed === undefined || allowed.includes(String(value));
    if (!isWord) told.push(`${at}.${name} cannot be ${String(value)}`);
  }
}

function idsIn(one: unknown): string[] {
  if (Array.isArray(one)) return one.flatMap(idsIn);
  if (!isFields(one)) return [];
  const { id, fallback: _, data: __, ...rest } = one;
  return [...(typeof id === 'string' ? [id] : []), ...Object.values(rest).flatMap(idsIn)];
}

function listOf(value: unknown, at: string, told: string[]): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  told.push(`${at} is no list`);
  return [];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
