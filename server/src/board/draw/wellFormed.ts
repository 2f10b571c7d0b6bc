/** The markup without what XML forbids in it: control characters, halves of characters, and the end of a CDATA section. */
export function wellFormed(markup: string): string {
  return markup
    .replace(NO_XML, '')
    .replace(/[\uD800-\uDFFF]/gu, '')
    .replaceAll(']]>', ']]&gt;');
}

const NO_XML = new RegExp(String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]`, 'g');
