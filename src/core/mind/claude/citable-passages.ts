import type { SearchResultBlockParam, TextCitation } from '@anthropic-ai/sdk/resources/messages';
import { citationTitle } from '../../domain/citation-title.js';
import { clipped } from '../../domain/handoff-payload.js';
import { EVIDENCE_MAX } from '../../domain/limits.js';
import type { Citation } from '../../domain/message.js';
import type { Passage } from '../../ports/knowledge.js';
import { escaped } from './data-tags.js';

/** Characters of a passage quoted with an answer, as on a card. */
const QUOTE_CHARS_MAX = 300;

/** A sentence, list item or line with the space behind it. After a figure a stop is taken for that of a list item. */
const PART = /[^\n]*?(?:(?<!\d)[.!?]["”')\]]*\s+|\n\s*|$)/g;

/**
 * The passages of one request, each in parts as small as a sentence, because a part is the least that Claude cites.
 * Quotes are cut from our own texts by the places Claude names, so nothing can be quoted that no passage says.
 */
export class CitablePassages {
  readonly #given: readonly { readonly passage: Passage; readonly parts: readonly string[] }[];

  constructor(passages: readonly Passage[]) {
    this.#given = passages
      .map((passage) => ({ passage, parts: partsOf(passage.text) }))
      .filter(({ parts }) => parts.length > 0);
  }

  blocks(cites: boolean): SearchResultBlockParam[] {
    return this.#given.map(({ passage, parts }) => ({
      type: 'search_result',
      source: passage.url ?? passage.key,
      title: escaped(citationTitle(passage.title, passage.heading)),
      content: parts.map((text) => ({ type: 'text', text: escaped(text) })),
      citations: { enabled: cites },
    }));
  }

  /** What of it was cited: each passage once, with the first words cited of it. */
  cited(citations: readonly TextCitation[]): Citation[] {
    const found = new Map<string, Citation>();
    for (const citation of citations) {
      if (citation.type !== 'search_result_location') continue;
      const given = this.#given[citation.search_result_index];
      if (given === undefined || found.has(given.passage.key)) continue;
      const { passage, parts } = given;
      const cited = parts.slice(citation.start_block_index, citation.end_block_index).join('');
      const quote = clipped((cited.trim() || passage.text).trim(), QUOTE_CHARS_MAX);
      const title = citationTitle(passage.title, passage.heading);
      const { url } = passage;
      found.set(passage.key, url === undefined ? { title, quote } : { title, url, quote });
    }
    return [...found.values()].slice(0, EVIDENCE_MAX);
  }
}

/** Never an empty part: Claude refuses blocks without a letter. */
function partsOf(text: string): string[] {
  return (text.match(PART) ?? []).filter((part) => part.trim() !== '');
}
