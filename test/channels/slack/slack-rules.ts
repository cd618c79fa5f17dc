import type {
  PlainText,
  SlackBlock,
  SlackButton,
  SlackPost,
} from '../../../src/channels/slack/slack-post.js';

/** Every text in the blocks, in the order in which it is read. */
export function textsIn(blocks: readonly SlackBlock[]): string[] {
  return JSON.parse(JSON.stringify(blocks)).flatMap(textsOf);
}

function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && (part.type === 'mrkdwn' || part.type === 'plain_text') && 'text' in part) {
    return [String(part.text)];
  }
  return Object.values(part).flatMap(textsOf);
}

export function buttonsIn(blocks: readonly SlackBlock[]): SlackButton[] {
  return blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
}

/** What Slack would refuse, by its documented numbers; written apart from the code they bind. */
export function brokenLimits({ text, blocks = [] }: SlackPost): string[] {
  const broken = [
    text.length > 4_000 && 'text',
    blocks.length > 50 && 'blocks',
    JSON.stringify(blocks).length > 10_000 && 'all blocks together',
  ];
  return [...broken, ...blocks.flatMap(brokenIn)].filter((one) => one !== false);
}

function brokenIn(block: SlackBlock): (string | false)[] {
  const within = (part: { text: string }, max: number) =>
    (part.text.length > max || part.text.length < 1) && `${block.type}: ${part.text.length}`;
  switch (block.type) {
    case 'header':
      return [within(block.text, 150)];
    case 'section':
      if ('text' in block) return [within(block.text, 3_000)];
      return [
        block.fields.length > 10 && 'fields',
        ...block.fields.map((one) => within(one, 2_000)),
      ];
    case 'context':
      return [
        block.elements.length > 10 && 'elements',
        ...block.elements.map((one) => within(one, 3_000)),
      ];
    case 'input':
      return [within(block.label, 2_000), block.block_id.length > 255 && 'block id'];
    case 'actions':
      return [
        block.elements.length > 25 && 'buttons',
        new Set(block.elements.map((one) => one.action_id)).size < block.elements.length && 'ids',
        ...block.elements.flatMap((one) => brokenButton(one, within)),
      ];
  }
}

function brokenButton(
  { text, value, action_id, accessibility_label = 'x', confirm }: SlackButton,
  within: (part: PlainText, max: number) => string | false,
): (string | false)[] {
  return [
    within(text, 75),
    value.length > 2_000 && 'value',
    action_id.length > 255 && 'action id',
    accessibility_label.length > 75 && 'accessibility label',
    ...(confirm ? [within(confirm.title, 100), within(confirm.text, 300)] : []),
    ...(confirm ? [within(confirm.confirm, 30), within(confirm.deny, 30)] : []),
  ];
}
