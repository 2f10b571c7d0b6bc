/**
 * The keys of a task's gates, from their texts in order: the same as long as the text is, whatever is edited
 * elsewhere. Equal gates of one task are told apart by their order.
 */
export function gateKeys(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const key = gateKey(text);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}

/** FNV-1a over UTF-16 code units: short, and the same while the text is. */
function gateKey(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `gate-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** What stands for the document itself where a task or phase is named by its key. No key of those is like it. */
export const DOCUMENT_KEY = '.';
