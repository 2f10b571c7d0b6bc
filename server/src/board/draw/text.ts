/** Of all text in files, in which nothing says what the editor's font is. */
export const FILE_FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/**
 * About how wide a text is, in pixels. An estimate on the wide side, so that a picture comes out the same wherever
 * it is made.
 */
export function textWidth(text: string, size: number, bold = false): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width * size * (bold ? 1.1 : 1);
}

/** The text if it is not too wide, else its beginning and `…`. */
export function truncate(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  return `${fitting(text, width - textWidth('…', size, bold), size, bold).trimEnd()}…`;
}

/** The text in at most `count` lines; what does not fit is `…` at the end of the last. */
export function wrap(text: string, width: number, size: number, count: number): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== '' && lines.length < count - 1) {
    const line = firstLine(rest, width, size);
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return rest === '' ? lines : [...lines, truncate(rest, width, size)];
}

function firstLine(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const most = fitting(text, width, size, false);
  if (/\s/.test(text.charAt(most.length))) return most;
  const blank = most.lastIndexOf(' ');
  // A word that fills most of the line is cut.
  return blank > most.length / 3 ? most.slice(0, blank + 1) : most;
}

function fitting(text: string, width: number, size: number, bold: boolean): string {
  let used = 0;
  let fit = '';
  for (const { segment } of SEGMENTER.segment(text)) {
    used += textWidth(segment, size, bold);
    if (used > width && fit !== '') break;
    fit += segment;
  }
  return fit;
}

/** What a reader takes for one character is not torn apart. */
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

function charWidth(char: string): number {
  if (/[\u0300-\u036f\u200b-\u200f\u202a-\u202e\ufe00-\ufe0f]/u.test(char)) return 0;
  if (/[ijl.,:;'|!()[\]{}fIt ]/.test(char)) return 0.36;
  if (/[mwMW@%]/.test(char)) return 0.9;
  if (/[A-Z#&0-9]/.test(char)) return 0.68;
  if (char < '\u1100') return 0.6;
  return 1.05;
}
