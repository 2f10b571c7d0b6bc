import { type Memory, counting } from '../remember.ts';
import type { Piece, SourceText, Span } from '../text/source.ts';

/**
 * Where a Markdown fence holds further fences as long as itself. To CommonMark it ends with the first of them, and what
 * comes after is text of the document; whoever wrote it meant a quotation up to its end. Nothing where the fences make
 * no sense when they are read so.
 */
export function pastedMarkdown(source: SourceText, memory: Memory): readonly Span[] {
  const [count] = memory.sum('pieces that open Markdown', source.pieces, OPENING);
  if (count === 0) return [];
  const fences = fencesOf(source.text);
  return fences.length > MOST_FENCES ? [] : (new Reading(fences).from(0, TEXT) ?? []);
}

const OPENING = counting<Piece>(({ text }) => OPENS_MARKDOWN.test(text));
const OPENS_MARKDOWN = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?`{3,}[ \t]*(?:markdown|mdx?)\b/im;
/** Beyond this many, nobody wrote the document by hand, and the reading would go too deep. */
const MOST_FENCES = 2000;

interface Fence extends Span {
  readonly length: number;
  /** What stands behind the marks; a fence that has it opens. */
  readonly info: string;
}

const FENCE = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,})[ \t]*([^`\r\n]*)/gm;

function fencesOf(text: string): readonly Fence[] {
  return [...text.matchAll(FENCE)].map(({ 0: line, 1: marks = '', 2: info = '', index }) => ({
    from: index,
    to: index + line.length,
    length: marks.length,
    info: info.trim(),
  }));
}

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

/** Looks for a way to read all fences as pairs; a quotation ends as early as that is possible. */
class Reading {
  readonly #fences: readonly Fence[];
  readonly #failed = new Set<string>();

  constructor(fences: readonly Fence[]) {
    this.#fences = fences;
  }

  /** The quotations with fences in them from a fence on; undefined if not all fences have their pair. */
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
    const { info, length, from, to } = fence;
    if (state.kind === 'text') {
      const kind = /^(?:markdown|mdx?)\b/i.test(info) ? 'quotation' : 'code';
      return this.from(at + 1, { kind, length, start: to, isNested: false });
    }
    if (state.kind !== 'quotation') {
      if (info !== '') return undefined;
      return this.from(at + 1, state.kind === 'code' ? TEXT : { ...state, kind: 'quotation' });
    }
    const rest = info === '' ? this.from(at + 1, TEXT) : undefined;
    if (rest !== undefined) return state.isNested ? [{ from: state.start, to: from }, ...rest] : rest;
    return this.from(at + 1, { ...state, kind: 'quoted code', isNested: true });
  }
}
