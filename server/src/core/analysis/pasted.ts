import { type Memory, counting } from '../remember.ts';
import type { Piece, SourceText, Span } from '../text/source.ts';

/**
 * Where a Markdown fence holds further fences as long as itself. To CommonMark it ends with the first of them, and what
 * comes after is text of the document; whoever wrote it meant a quotation up to its end. Nothing where the fences make
 * no sense when they are read so. The same between fences whose marks are escaped (`` \`\`\`bash ``), of whatever they hold.
 */
export function pastedMarkdown(source: SourceText, memory: Memory): readonly Span[] {
  const [count] = memory.sum('pieces that open Markdown', source.pieces, OPENING);
  const [escaped] = memory.sum('pieces with escaped fences', source.pieces, ESCAPING);
  return [
    ...(count === 0 ? [] : readFences(fencesOf(source.text, FENCE), false)),
    ...(escaped === 0 ? [] : readFences(fencesOf(source.text, ESCAPED_FENCE), true)),
  ];
}

/** @param isText the fences are none to CommonMark, and all between them is text to it. */
function readFences(fences: readonly Fence[], isText: boolean): readonly Span[] {
  return fences.length > MOST_FENCES ? [] : (new Reading(fences, isText).from(0, TEXT) ?? []);
}

const OPENING = counting<Piece>(({ text }) => OPENS_MARKDOWN.test(text));
const OPENS_MARKDOWN = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?`{3,}[ \t]*(?:markdown|mdx?)\b/im;
const ESCAPING = counting<Piece>(({ text }) => IS_ESCAPED.test(text));
const IS_ESCAPED = /^[ \t]*\\`\\`\\`/m;
/** Beyond this many, nobody wrote the document by hand, and the reading would go too deep. */
const MOST_FENCES = 2000;

interface Fence extends Span {
  readonly length: number;
  /** What stands behind the marks; a fence that has it opens. */
  readonly info: string;
  /** It stands between an empty line and one that is not, as where something begins. */
  readonly isAtStart: boolean;
}

const FENCE = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,})[ \t]*([^`\r\n]*)/gm;
const ESCAPED_FENCE = /^[ \t]*((?:\\`){3,})[ \t]*([^`\r\n]*)/gm;

function fencesOf(text: string, form: RegExp): readonly Fence[] {
  return [...text.matchAll(form)].map(({ 0: line, 1: marks = '', 2: info = '', index }) => ({
    from: index,
    to: index + line.length,
    length: marks.replaceAll('\\', '').length,
    info: info.trim(),
    isAtStart:
      /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, index - NEAR), index)) &&
      /^\r?\n[ \t]*\S/.test(text.slice(index + line.length, index + line.length + NEAR)),
  }));
}

/** UTF-16 units in which the lines around a fence are looked at. */
const NEAR = 40;

/** Where the next fence stands: in text or code of the document, or in those of a quotation. */
interface State {
  readonly kind: 'text' | 'code' | 'quotation' | 'quoted code';
  /** Of the marks that opened what is open; shorter ones belong to what is in it. */
  readonly length: number;
  /** Where the quotation began. */
  readonly start: number;
  /** The quotation holds a fence. */
  readonly isNested: boolean;
}

const TEXT: State = { kind: 'text', length: 0, start: 0, isNested: false };

/**
 * Looks for a way to read all fences as pairs; a quotation ends as early as that is possible, but not with a fence at
 * which something begins, unless nothing else is possible.
 */
class Reading {
  readonly #fences: readonly Fence[];
  readonly #isText: boolean;
  readonly #failed = new Set<string>();

  constructor(fences: readonly Fence[], isText: boolean) {
    this.#fences = fences;
    this.#isText = isText;
  }

  /** The quotations with fences in them (or all that is fenced) from a fence on; undefined if not all fences have their pair. */
  from(at: number, state: State): readonly Span[] | undefined {
    const fence = this.#fences[at];
    if (fence === undefined) return state.kind === 'text' ? [] : undefined;
    const key = `${at} ${state.kind} ${state.length} ${state.start} ${state.isNested}`;
    if (this.#failed.has(key)) return undefined;
    const found = this.#follow(at, fence, state);
    if (found === undefined) this.#failed.add(key);
    return found;
  }

  #follow(at: number, fence: Fence, state: State): readonly Span[] | undefined {
    if (fence.length < state.length) return this.from(at + 1, state);
    const { info, length, to } = fence;
    if (state.kind === 'text') {
      const kind = /^(?:markdown|mdx?)\b/i.test(info) ? 'quotation' : 'code';
      return this.from(at + 1, { kind, length, start: to, isNested: false });
    }
    if (state.kind !== 'quotation') {
      if (info !== '') return undefined;
      if (state.kind === 'code') return this.#end(at, fence, state);
      return this.from(at + 1, { ...state, kind: 'quotation' });
    }
    const end = (): readonly Span[] | undefined => (info === '' ? this.#end(at, fence, state) : undefined);
    const goOn = (): readonly Span[] | undefined =>
      this.from(at + 1, { ...state, kind: 'quoted code', isNested: true });
    return fence.isAtStart ? (goOn() ?? end()) : (end() ?? goOn());
  }

  #end(at: number, { from }: Fence, { start, isNested }: State): readonly Span[] | undefined {
    const rest = this.from(at + 1, TEXT);
    return rest && (isNested || this.#isText) ? [{ from: start, to: from }, ...rest] : rest;
  }
}
