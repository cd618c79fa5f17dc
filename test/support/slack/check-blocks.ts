import { refusalAt } from './api-refusal.js';
import type { Complaints } from './complaints.js';
import { isObject, type Json, type JsonObject, listIn, objectIn, textIn } from './json.js';

/** https://docs.slack.dev/reference/block-kit/blocks: 50 in a message, 100 in a modal. */
export const MESSAGE_BLOCKS_MAX = 50;
export const MODAL_BLOCKS_MAX = 100;
/**
 * Nowhere documented: messages were refused with msg_blocks_too_long from about 13,200 characters over all blocks
 * (github.com/slackapi/bolt-js/issues/2509).
 */
const ALL_BLOCKS_CHARS_MAX = 13_200;

/** Limits from https://docs.slack.dev/reference/block-kit, page by page; the numbers are characters or items. */
const limits = {
  blockId: 255, // blocks
  sectionText: 3000, // blocks/section-block
  fields: 10, // blocks/section-block
  fieldText: 2000, // blocks/section-block
  headerText: 150, // blocks/header-block
  contextElements: 10, // blocks/context-block
  contextText: 3000, // composition-objects/text-object
  contextActions: 5, // blocks/context-actions-block
  actions: 25, // blocks/actions-block
  markdownText: 12_000, // blocks/markdown-block
  imageUrl: 3000, // blocks/image-block
  altText: 2000, // blocks/image-block
  label: 2000, // blocks/input-block
  buttonText: 75, // block-elements/button-element
  buttonValue: 2000, // block-elements/button-element
  url: 3000, // block-elements/button-element
  actionId: 255, // block-elements
  options: 100, // block-elements/select-menu-element
  overflowOptions: 5, // block-elements/overflow-menu-element
  optionText: 75, // composition-objects/option-object
  optionValue: 150, // composition-objects/option-object
  confirmTitle: 100, // composition-objects/confirmation-dialog-object
  confirmText: 300, // composition-objects/confirmation-dialog-object
  confirmButton: 30, // composition-objects/confirmation-dialog-object
  tableRows: 100, // blocks/table-block
} as const;

type Found = string[];

/** Refuses blocks Slack refuses, with its pointer to the place; each refusal is a complaint too. */
export function checkBlocks(
  method: string,
  blocks: readonly Json[],
  countMax: number,
  complaints: Complaints,
): JsonObject[] {
  const found: Found = [];
  if (blocks.length > countMax)
    found.push(`no more than ${countMax} items allowed [json-pointer:/blocks]`);
  blocks.forEach((block, index) => {
    checkBlock(objectIn(block), `/blocks/${index}`, found);
  });
  checkUnique(blocks, found);
  if (found.length > 0) {
    complaints.add(`${method}: invalid_blocks: ${found.join('; ')}`);
    throw refusalAt('invalid_blocks', found);
  }
  if (countMax === MESSAGE_BLOCKS_MAX && charsIn([...blocks]) > ALL_BLOCKS_CHARS_MAX) {
    complaints.add(`${method}: msg_blocks_too_long: over ${ALL_BLOCKS_CHARS_MAX} characters`);
    throw refusalAt('msg_blocks_too_long', []);
  }
  return blocks.filter(isObject);
}

function checkBlock(block: JsonObject, at: string, found: Found): void {
  chars(block['block_id'], limits.blockId, `${at}/block_id`, found, false);
  switch (block['type']) {
    case 'section':
      checkSection(block, at, found);
      return;
    case 'header':
      textObject(block['text'], limits.headerText, `${at}/text`, found, 'plain_text');
      return;
    case 'context':
      items(block['elements'], limits.contextElements, `${at}/elements`, found);
      each(block['elements'], `${at}/elements`, (element, place) => {
        if (element['type'] === 'image') checkImage(element, place, found);
        else textObject(element, limits.contextText, place, found);
      });
      return;
    case 'actions':
      items(block['elements'], limits.actions, `${at}/elements`, found);
      each(block['elements'], `${at}/elements`, (element, place) =>
        checkElement(element, place, found),
      );
      return;
    case 'context_actions':
      items(block['elements'], limits.contextActions, `${at}/elements`, found);
      each(block['elements'], `${at}/elements`, (element, place) =>
        checkElement(element, place, found),
      );
      return;
    case 'input':
      textObject(block['label'], limits.label, `${at}/label`, found, 'plain_text');
      checkElement(objectIn(block['element']), `${at}/element`, found);
      return;
    case 'image':
      checkImage(block, at, found);
      return;
    case 'markdown':
      chars(block['text'], limits.markdownText, `${at}/text`, found);
      return;
    case 'table':
      items(block['rows'], limits.tableRows, `${at}/rows`, found);
      return;
    case 'rich_text':
      items(block['elements'], Number.POSITIVE_INFINITY, `${at}/elements`, found);
      return;
    case 'divider':
      return;
    default:
      found.push(`unsupported type: ${textIn(block['type'])} [json-pointer:${at}/type]`);
  }
}

function checkSection(block: JsonObject, at: string, found: Found): void {
  if (block['fields'] === undefined || block['text'] !== undefined)
    textObject(block['text'], limits.sectionText, `${at}/text`, found);
  if (block['fields'] !== undefined) {
    items(block['fields'], limits.fields, `${at}/fields`, found);
    each(block['fields'], `${at}/fields`, (field, place) =>
      textObject(field, limits.fieldText, place, found),
    );
  }
  if (block['accessory'] !== undefined)
    checkElement(objectIn(block['accessory']), `${at}/accessory`, found);
}

function checkElement(element: JsonObject, at: string, found: Found): void {
  if (element['type'] === 'image') {
    checkImage(element, at, found);
    return;
  }
  chars(element['action_id'], limits.actionId, `${at}/action_id`, found, false);
  checkConfirm(element['confirm'], `${at}/confirm`, found);
  switch (element['type']) {
    case 'button':
      textObject(element['text'], limits.buttonText, `${at}/text`, found, 'plain_text');
      chars(element['value'], limits.buttonValue, `${at}/value`, found, false);
      chars(element['url'], limits.url, `${at}/url`, found, false);
      if (![undefined, 'primary', 'danger'].includes(element['style'] as string | undefined))
        found.push(`must be one of: primary, danger [json-pointer:${at}/style]`);
      return;
    case 'feedback_buttons':
      for (const side of ['positive_button', 'negative_button']) {
        const button = objectIn(element[side]);
        textObject(button['text'], limits.buttonText, `${at}/${side}/text`, found, 'plain_text');
        chars(button['value'], limits.buttonValue, `${at}/${side}/value`, found);
      }
      return;
    case 'overflow':
      checkOptions(element, limits.overflowOptions, at, found);
      return;
    case 'static_select':
    case 'multi_static_select':
    case 'radio_buttons':
    case 'checkboxes':
      checkOptions(element, limits.options, at, found);
      return;
    default:
      if (textIn(element['type']) === '')
        found.push(`missing required field: type [json-pointer:${at}]`);
  }
}

function checkOptions(element: JsonObject, countMax: number, at: string, found: Found): void {
  if (element['option_groups'] !== undefined) return;
  items(element['options'], countMax, `${at}/options`, found);
  each(element['options'], `${at}/options`, (option, place) => {
    textObject(option['text'], limits.optionText, `${place}/text`, found);
    chars(option['value'], limits.optionValue, `${place}/value`, found);
  });
}

function checkConfirm(confirm: Json | undefined, at: string, found: Found): void {
  if (!isObject(confirm)) return;
  textObject(confirm['title'], limits.confirmTitle, `${at}/title`, found, 'plain_text');
  textObject(confirm['text'], limits.confirmText, `${at}/text`, found);
  textObject(confirm['confirm'], limits.confirmButton, `${at}/confirm`, found, 'plain_text');
  textObject(confirm['deny'], limits.confirmButton, `${at}/deny`, found, 'plain_text');
}

function checkImage(image: JsonObject, at: string, found: Found): void {
  if (image['slack_file'] === undefined)
    chars(image['image_url'], limits.imageUrl, `${at}/image_url`, found);
  chars(image['alt_text'], limits.altText, `${at}/alt_text`, found);
}

/** A text object must say its type, have text, and keep the limit. */
export function textObject(
  value: Json | undefined,
  charsMax: number,
  at: string,
  found: Found,
  only?: 'plain_text',
): void {
  const object = objectIn(value);
  const type = object['type'];
  if (type !== 'plain_text' && (type !== 'mrkdwn' || only))
    found.push(`must be a ${only ?? 'text'} object [json-pointer:${at}]`);
  else chars(object['text'], charsMax, `${at}/text`, found);
}

function chars(
  value: Json | undefined,
  charsMax: number,
  at: string,
  found: Found,
  isRequired = true,
): void {
  if (value === undefined && !isRequired) return;
  if (typeof value !== 'string') found.push(`missing required field [json-pointer:${at}]`);
  else if (value.length === 0) found.push(`must be more than 0 characters [json-pointer:${at}]`);
  else if (value.length > charsMax)
    found.push(`must be less than ${charsMax + 1} characters [json-pointer:${at}]`);
}

function items(value: Json | undefined, countMax: number, at: string, found: Found): void {
  const count = listIn(value).length;
  if (count === 0) found.push(`no fewer than 1 items [json-pointer:${at}]`);
  if (count > countMax) found.push(`no more than ${countMax} items allowed [json-pointer:${at}]`);
}

function each(
  value: Json | undefined,
  at: string,
  check: (item: JsonObject, place: string) => void,
): void {
  listIn(value).forEach((item, index) => {
    check(objectIn(item), `${at}/${index}`);
  });
}

/** block_id is unique in a message, action_id in its block. */
function checkUnique(blocks: readonly Json[], found: Found): void {
  const blockIds = blocks.map((block) => textIn(objectIn(block)['block_id']));
  reportTwins(blockIds, 'block_id', found);
  for (const block of blocks) {
    const elements = listIn(objectIn(block)['elements']);
    reportTwins(
      elements.map((element) => textIn(objectIn(element)['action_id'])),
      'action_id',
      found,
    );
  }
}

function reportTwins(ids: string[], name: string, found: Found): void {
  const given = ids.filter((id) => id !== '');
  for (const id of new Set(given))
    if (given.filter((other) => other === id).length > 1)
      found.push(`\`${name}\` ${id} already exists`);
}

/** All text that is shown, wherever it is nested. */
function charsIn(value: Json | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charsIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === 'text' && typeof inner === 'string' ? inner.length : charsIn(inner)),
    0,
  );
}
