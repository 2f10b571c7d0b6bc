import { nameKey } from './names.ts';

/**
 * The ids of which a cell holds several and nothing else (`T-1, T-2`), as they are compared; empty if it holds anything else.
 * Plain numbers are no ids without a word of their kind.
 */
export function idsListed(text: string): readonly string[] {
  if (!MAY_LIST.test(text)) return [];
  const parts = text
    .replace(LINK, '$1')
    .replace(/[*_`~]/g, '')
    .trim()
    .split(BETWEEN);
  return parts.length > 1 && parts.every((part) => ID.test(part)) ? parts.map(nameKey) : [];
}

const MAY_LIST = /[,，、;；+&]|\s(?:and|und|y|et|и)\s/u;
const LINK = /\[([^[\]]*)\]\([^()]*\)/g;
const BETWEEN = /\s*[,，、;；+&]\s*|\s+(?:and|und|y|et|и)\s+/u;
const ID = /^(?:\p{L}{2,12}\s+)?(?!\d+$)#?\p{L}{0,8}[-_.]?\d+(?:[.:_-]\d+)*[a-z]?$/u;
