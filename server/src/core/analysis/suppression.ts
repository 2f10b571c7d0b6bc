import type { Directive, RoadmapDocument } from '../model/document.ts';
import type { Finding } from './finding.ts';

/** A comment that does not do all it says. */
export interface IdleComment {
  readonly directive: Directive;
  /** Those of its codes that do nothing; empty: it names none, and does nothing at all. */
  readonly codes: readonly string[];
}

/** The code of the rule about comments that do nothing. */
export const UNUSED = 'suppression/unused';

/**
 * What the comments of a document leave of its findings: `roadgate-disable-line` silences the line it stands in,
 * `roadgate-disable-next-line` the next line that is not blank, `roadgate-disable` everything up to the
 * `roadgate-enable` of the same codes. A finding stands where it begins.
 */
export class Suppression {
  readonly #directives: readonly Directive[];
  /** Where stretches begin and end: most comments are for single lines. */
  readonly #ends: readonly Directive[];
  readonly #document: RoadmapDocument;
  /** Per comment, the codes that it did something about. */
  readonly #used = new Map<Directive, Set<string>>();
  /** The comments for single lines, by the line that they silence. */
  readonly #byLine = new Map<number, Directive[]>();

  constructor(document: RoadmapDocument) {
    this.#document = document;
    this.#directives = document.directives;
    this.#ends = this.#directives.filter(({ kind }) => kind === 'disable' || kind === 'enable');
    for (const directive of this.#directives) {
      const line = silencedLine(document, directive);
      if (line !== undefined) this.#byLine.set(line, [...(this.#byLine.get(line) ?? []), directive]);
    }
  }

  /** Whether a comment silences the finding; that it does is noted. */
  silences({ code, span }: Pick<Finding, 'code' | 'span'>): boolean {
    const line = this.#document.source.lineAt(span.from);
    const candidates = [...(this.#byLine.get(line) ?? []), ...this.#open(code, span.from)];
    // One that silences all rules would silence what is said about itself.
    const isByName = code === UNUSED;
    const silencing = candidates.filter((each) =>
      isByName ? each.codes.includes(code) : covers(each, code),
    );
    for (const directive of silencing) this.#note(directive, code);
    return silencing.length > 0;
  }

  /**
   * The comments that do nothing about some of what they name, once all findings were asked about.
   * @param judged the codes of which findings would be known if there were any.
   * @param isAll whether these are all codes.
   */
  idle(judged: ReadonlySet<string>, isAll: boolean): readonly IdleComment[] {
    return this.#directives.flatMap((directive): IdleComment[] => {
      if (directive.kind === 'on' || directive.kind === 'off') return [];
      const isUsed = (code: string): boolean =>
        directive.kind === 'enable'
          ? this.#open(code, directive.span.from).length > 0
          : this.#used.get(directive)?.has(code) === true;
      if (directive.codes.length === 0) {
        return !isAll || this.#doesAnything(directive) ? [] : [{ directive, codes: [] }];
      }
      const codes = directive.codes.filter((code) => judged.has(code) && !isUsed(code));
      return codes.length === 0 ? [] : [{ directive, codes }];
    });
  }

  #doesAnything(directive: Directive): boolean {
    if (directive.kind !== 'enable') return this.#used.has(directive);
    return this.#open(undefined, directive.span.from).length > 0;
  }

  /** The stretches that hold at an offset, for one code or for any. */
  #open(code: string | undefined, offset: number): readonly Directive[] {
    let open: Directive[] = [];
    for (const directive of this.#ends) {
      if (directive.span.from >= offset) break;
      if (directive.kind === 'disable' && (code === undefined || covers(directive, code))) {
        open.push(directive);
      } else if (directive.kind === 'enable') {
        open = open.filter((each) => !ends(directive, each, code));
      }
    }
    return open;
  }

  #note(directive: Directive, code: string): void {
    const used = this.#used.get(directive) ?? new Set();
    this.#used.set(directive, used.add(code));
  }
}

/** Whether `enable` ends a stretch for a code; for undefined, for all that it was opened for. */
function ends(enable: Directive, disable: Directive, code: string | undefined): boolean {
  if (enable.codes.length === 0) return true;
  if (code !== undefined) return covers(enable, code);
  return disable.codes.length > 0 && disable.codes.every((each) => covers(enable, each));
}

function covers({ codes }: Directive, code: string): boolean {
  return codes.length === 0 || codes.includes(code);
}

/** 0-based; people leave a blank line between a comment and a heading. */
function silencedLine({ source }: RoadmapDocument, { kind, span }: Directive): number | undefined {
  if (kind === 'disable-line') return source.lineAt(span.from);
  if (kind !== 'disable-next-line') return undefined;
  let line = source.lineAt(span.to) + 1;
  while (line < source.lineCount && source.lineText(line).trim() === '') line++;
  return line;
}
