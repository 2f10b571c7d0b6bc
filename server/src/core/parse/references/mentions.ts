import type { Inline } from '../../markdown/inline.ts';
import type { SourceText, Span } from '../../text/source.ts';

/** A run of a place's text in which a path may stand. */
export interface Piece {
  readonly kind: 'text' | 'code' | 'link';
  /** Text as it stands, the code between its marks, or a link's target. */
  readonly inner: Span;
  /** With the marks; lines that are parted from a path come after it. */
  readonly span: Span;
  readonly struck: boolean;
}

/** A word of a text piece that has a dot or a slash. */
export interface Token extends Span {
  readonly text: string;
}

const TAG_THAT_PARTS =
  /^<\/?(?:br|p|li|ul|ol|td|tr|div|sub|sup|b|i|em|strong|code|kbd|a|img|details|summary|span|small|hr|input)\b/i;

/** The pieces of inline content, in order; comments and URLs are left out. */
export function readPieces(source: SourceText, inlines: readonly Inline[]): Piece[] {
  const pieces: Piece[] = [];
  collect(source, inlines, false, pieces);
  return pieces;
}

function collect(source: SourceText, inlines: readonly Inline[], struck: boolean, pieces: Piece[]): void {
  for (const inline of inlines) {
    switch (inline.kind) {
      case 'text':
      case 'escape':
      case 'entity':
        addText(pieces, inline.span, struck);
        break;
      case 'html':
        if (!TAG_THAT_PARTS.test(source.slice({ ...inline.span, to: inline.span.from + 12 })))
          addText(pieces, inline.span, struck);
        break;
      case 'code':
        pieces.push({ kind: 'code', inner: inline.inner, span: inline.span, struck });
        break;
      case 'link':
      case 'image':
        addLink(source, inline, struck, pieces);
        break;
      case 'emphasis':
      case 'strong':
        if (isPartOfName(source, inline)) addText(pieces, inline.span, struck);
        else collect(source, inline.children, struck, pieces);
        break;
      case 'strike':
        collect(source, inline.children, true, pieces);
        break;
      case 'url':
      case 'comment':
      case 'break':
        break;
    }
  }
}

/** Adjacent texts become one run: an escape or a bracket inside a path does not part it. */
function addText(pieces: Piece[], span: Span, struck: boolean): void {
  const last = pieces.at(-1);
  if (last?.kind === 'text' && last.span.to === span.from && last.struck === struck) {
    const joined = { from: last.span.from, to: span.to };
    pieces[pieces.length - 1] = { kind: 'text', inner: joined, span: joined, struck };
  } else pieces.push({ kind: 'text', inner: span, span, struck });
}

/** A shortcut such as `[platform]` has no target: it is text, unless it holds code. */
function addLink(source: SourceText, link: Inline, struck: boolean, pieces: Piece[]): void {
  if (link.target) pieces.push({ kind: 'link', inner: link.target, span: link.span, struck });
  else if (link.children.every((child) => child.kind === 'text')) addText(pieces, link.span, struck);
  else collect(source, link.children, struck, pieces);
}

/** `app/__init__.py`: what Markdown takes for strong text is a part of the name. */
function isPartOfName(source: SourceText, { span }: Inline): boolean {
  const { text, from: start } = source.around(span);
  const from = span.from - start;
  if (text[from] !== '_') return false;
  return /[\w/.-]/.test(text[from - 1] ?? '') || /[\w/.]/.test(text[span.to - start] ?? '');
}

/** The words of a text run that have a dot or a slash inside, freed from the punctuation around them. */
export function* readTokens(source: SourceText, span: Span): Generator<Token> {
  if (!mayHoldToken(source.slice(span))) return;
  const { text, from: start } = source.around(span);
  const end = span.to - start;
  let at = span.from - start;
  while (at < end) {
    const from = at;
    at = endOfWord(text, from, end);
    if (at === from) at++;
    else if (at - from < 400) {
      const token = trimmed(text, from, at);
      if (token) yield { text: token.text, from: token.from + start, to: token.to + start };
    }
  }
}

/** False: `readTokens` finds nothing in the text. A dot at the end of a word is none of the word. */
export function mayHoldToken(text: string): boolean {
  return /[/\\]|\.(?=[^\t-\r ])/.test(text);
}

const PATH_CHARACTERS = new Set('_-./\\@+~*?$%#<>{}[]');

/** By its code, whether a character goes on a word wherever it stands. */
const GOES_ON = Uint8Array.from({ length: 0x250 }, (_, code) => {
  const character = String.fromCharCode(code);
  return isWordCharacter(character) || (PATH_CHARACTERS.has(character) && !/[\\{}]/.test(character)) ? 1 : 0;
});

function endOfWord(text: string, from: number, to: number): number {
  let at = from;
  let braces = 0;
  while (at < to) {
    if (GOES_ON[text.charCodeAt(at)] === 1) {
      at++;
      continue;
    }
    const character = text[at] ?? '';
    if (character === '\\') {
      const next = text[at + 1] ?? '';
      if (!/[\w.*()[\]~-]/.test(next)) break;
      at += 2;
      continue;
    }
    if (character === '{') braces++;
    else if (character === '}') braces--;
    if (PATH_CHARACTERS.has(character)) at++;
    else if (character === ',' && braces > 0 && text[at + 1] !== ' ') at++;
    else if (character === ':' && isInnerColon(text, from, at)) at++;
    else if (character === '(' && text[at - 1] === '/' && at > from) {
      const close = endOfGroup(text, at, to);
      if (close === at) break;
      at = close;
    } else if (text[at - 1] === '/' && at > from) {
      const name = endOfName(text, at, to);
      if (name === at) break;
      at = name;
    } else break;
  }
  return Math.min(at, to);
}

/** ASCII and Latin letters: other scripts do not part words by blanks, so they end a path in prose. */
function isWordCharacter(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 128)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7;
}

/** The colons of `C:\`, `https://` and `a.rs::symbol`. */
function isInnerColon(text: string, from: number, at: number): boolean {
  const next = text[at + 1] ?? '';
  if (next === '/' && text[at + 2] === '/') return true;
  if (at === from + 1 && (next === '\\' || next === '/')) return true;
  return (next === ':' && /\w/.test(text[at + 2] ?? '')) || (text[at - 1] === ':' && text[at - 2] !== ':');
}

/** `docs/개발.md`: behind a slash, a name of another script that ends in an extension. */
function endOfName(text: string, at: number, to: number): number {
  const name = OTHER_NAME.exec(text.slice(at, Math.min(to, at + 60)));
  return at + (name?.[0].length ?? 0);
}

const OTHER_NAME =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}][\p{L}\p{N}_-]*\.[a-z]{1,5}(?![A-Za-z0-9])/u;

/** Next.js route groups: `app/(auth)/login`. */
function endOfGroup(text: string, open: number, to: number): number {
  const close = text.slice(open, Math.min(to, open + 40)).indexOf(')/');
  return close > 1 ? open + close + 1 : open;
}

function trimmed(text: string, start: number, end: number): Token | null {
  if (!/[./\\]/.test(text.slice(start, end))) return null;
  let from = start;
  let to = end;
  for (;;) {
    const before = to - from;
    if (from < to && isLeadingPunctuation(text, from, to)) from++;
    if (from < to && isTrailingPunctuation(text, from, to)) to--;
    if (to - from === before) break;
  }
  if (to - from < 2) return null;
  const word = text.slice(from, to);
  return /[./\\]/.test(word) ? { from, to, text: word } : null;
}

function isLeadingPunctuation(text: string, from: number, to: number): boolean {
  const character = text[from] ?? '';
  if (character === '*') return text[from + 1] !== '/' && !(text[from + 1] === '*' && text[from + 2] === '/');
  if (character === '~') return text[from + 1] !== '/' && text[from + 1] !== '\\';
  if (character === '[') return !closes(text, from, to, ']');
  if (character === '{') return !closes(text, from, to, '}');
  if (character === '<') return !closes(text, from, to, '>');
  if (character === '-') return text[from + 1] !== '-';
  return '?+>]}:#'.includes(character) && character !== '';
}

function isTrailingPunctuation(text: string, from: number, to: number): boolean {
  const character = text[to - 1] ?? '';
  if (character === ']') return !opens(text, from, to, '[');
  if (character === '}') return !opens(text, from, to, '{');
  if (character === '>') return !opens(text, from, to, '<');
  return '.?~-+#\\%$<[{:@'.includes(character);
}

function closes(text: string, from: number, to: number, close: string): boolean {
  const at = text.indexOf(close, from);
  return at >= 0 && at < to;
}

function opens(text: string, from: number, to: number, open: string): boolean {
  const at = text.lastIndexOf(open, to - 1);
  return at >= from;
}
