import type { Diagnostic, Range } from 'vscode-languageserver/node';
import type { Finding } from '../core/analysis/finding.ts';
import type { Layout } from '../core/markdown/layout.ts';
import type { Part } from '../core/markdown/part.ts';
import { changedRange, isEqual } from '../core/remember.ts';
import type { Span } from '../core/text/source.ts';
import { type DiagnosticAbilities, toDiagnostic } from '../features/diagnostics.ts';

/** Where spans stand that findings point at. */
export interface Places {
  /** A span of a document as a range of its real text; undefined for an unknown document. */
  readonly rangeOf: (uri: string, span: Span) => Range | undefined;
  /** The same value as long as no range in the document becomes another one. */
  readonly versionOf: (uri: string) => unknown;
}

/** A finding, its diagnostic, and all that this one was made of. */
interface Shown {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
  /** All places in its document that the diagnostic tells of. */
  readonly spans: readonly Span[];
  /** Other documents that it points into. */
  readonly elsewhere: readonly string[];
}

interface Last {
  readonly findings: readonly Finding[];
  readonly shown: readonly Shown[];
  readonly diagnostics: Diagnostic[];
}

/**
 * The diagnostics of one document that is being edited. Where neither a finding nor the text it points at nor
 * the lines above changed, its diagnostic is the same value as before.
 */
export class EditedDiagnostics {
  #parts: readonly Part[] = [];
  #lines: readonly number[] = [];
  /** The versions of other documents that findings point into. */
  #others = new Map<string, unknown>();
  #last: Last = { findings: [], shown: [], diagnostics: [] };
  readonly #can: DiagnosticAbilities | undefined;

  /** @param can what the editor shows; absent: all. */
  constructor(can?: DiagnosticAbilities) {
    this.#can = can;
  }

  /** @param layout of the text that the findings point into. */
  of(
    uri: string,
    findings: readonly Finding[],
    layout: Layout,
    { rangeOf, versionOf }: Places,
  ): Diagnostic[] {
    const changed = this.#changedSpan(layout);
    const others = this.#others;
    this.#others = new Map();
    // Places in other documents may have moved, too.
    const isStill = (other: string): boolean => {
      if (!this.#others.has(other)) this.#others.set(other, versionOf(other));
      return others.has(other) && others.get(other) === this.#others.get(other);
    };
    const isKept = ({ spans, elsewhere }: Shown): boolean =>
      changed !== undefined && spans.every((span) => isOutside(span, changed)) && elsewhere.every(isStill);
    const last = this.#last;
    const { from, oldTo, newTo } = changedRange(last.findings, findings);
    const between = new Map(last.shown.slice(from, oldTo).map((shown) => [shown.finding, shown]));
    const before = (finding: Finding, index: number): Shown | undefined => {
      if (index < from) return last.shown[index];
      return index < newTo ? between.get(finding) : last.shown[index - newTo + oldTo];
    };
    let isSame = last.findings.length === findings.length;
    const shown = findings.map((finding, index) => {
      const known = before(finding, index);
      if (known && isKept(known)) return known;
      isSame = false;
      const made = toDiagnostic(uri, rangeOf, finding, this.#can);
      return this.#toShown(uri, finding, known && isEqual(known.diagnostic, made) ? known.diagnostic : made);
    });
    if (isSame && from === oldTo) return last.diagnostics;
    const diagnostics = shown.map(({ diagnostic }) => diagnostic);
    this.#last = { findings, shown, diagnostics };
    return diagnostics;
  }

  #toShown(uri: string, finding: Finding, diagnostic: Diagnostic): Shown {
    const related = this.#can?.relatedInformation === false ? [] : finding.related;
    const spans = [finding, ...related.filter((place) => place.uri === uri)].map(({ span }) => span);
    const others = related.filter((place) => place.uri !== uri).map((place) => place.uri);
    return { finding, diagnostic, spans, elsewhere: others };
  }

  /** The stretch that changed since the last time; undefined if lines moved. */
  #changedSpan({ parts, realLines }: Layout): Span | undefined {
    const [before, lines] = [this.#parts, this.#lines];
    this.#parts = parts;
    this.#lines = realLines;
    if (realLines !== lines) return undefined;
    const { from, newTo } = changedRange(before, parts);
    return { from: parts[from]?.from ?? Infinity, to: parts[newTo]?.from ?? Infinity };
  }
}

function isOutside(span: Span, changed: Span): boolean {
  return span.to < changed.from || span.from >= changed.to;
}
