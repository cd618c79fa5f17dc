import { refusalAt } from './api-refusal.js';
import { checkBlocks, MODAL_BLOCKS_MAX, textObject } from './check-blocks.js';
import type { Complaints } from './complaints.js';
import { type JsonObject, listIn, objectIn, textIn } from './json.js';

/** https://docs.slack.dev/reference/views/modal-views */
const TITLE_CHARS_MAX = 24;
const PRIVATE_METADATA_CHARS_MAX = 3000;
const CALLBACK_ID_CHARS_MAX = 255;
/** views.open answers view_too_large above 250 kB. */
const VIEW_BYTES_MAX = 250_000;

/** Refuses a modal Slack would refuse. */
export function checkView(method: string, view: JsonObject, complaints: Complaints): void {
  const found: string[] = [];
  if (view['type'] !== 'modal') found.push('only modals are modelled [json-pointer:/type]');
  textObject(view['title'], TITLE_CHARS_MAX, '/title', found, 'plain_text');
  for (const name of ['submit', 'close'])
    if (view[name] !== undefined)
      textObject(view[name], TITLE_CHARS_MAX, `/${name}`, found, 'plain_text');
  if (textIn(view['private_metadata']).length > PRIVATE_METADATA_CHARS_MAX)
    found.push(`must be less than 3001 characters [json-pointer:/private_metadata]`);
  if (textIn(view['callback_id']).length > CALLBACK_ID_CHARS_MAX)
    found.push(`must be less than 256 characters [json-pointer:/callback_id]`);
  const blocks = listIn(view['blocks']);
  if (blocks.some((block) => objectIn(block)['type'] === 'input') && view['submit'] === undefined)
    found.push('`submit` is required with input blocks [json-pointer:/submit]');
  if (found.length > 0) {
    complaints.add(`${method}: ${found.join('; ')}`);
    throw refusalAt('invalid_arguments', found);
  }
  if (JSON.stringify(view).length > VIEW_BYTES_MAX) throw refusalAt('view_too_large', []);
  checkBlocks(method, blocks, MODAL_BLOCKS_MAX, complaints);
}
