import type { Diagnostic, Range } from 'vscode-languageserver/node';
import type { Finding } from '../core/analysis/finding.ts';
import type { Layout } from '../core/markdown/layout.ts';
import type { Part } from '../core/markdown/part.ts';
import { changedRange } from '../core/remember.ts';
import type { Span } from '../core/text/source.ts';
import { toDiagnostic } from '../features/diagnostics.ts';

/** Where spans stand that findings point at. */
export interface Places {
  /** A span of a document as a range of its real text; undefined for an unknown document. */
  readonly rangeOf: (uri: string, span: Span) => Range | undefined;
  /** The same value as long as no range in the document becomes another one. */
  readonly versionOf: (uri: string) => unknown;
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
  #last: { readonly findings: readonly Finding[]; readonly diagnostics: Diagnostic[] } = NONE;

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
    const isKept = ({ span, related }: Finding): boolean =>
      changed !== undefined &&
      isOutside(span, changed) &&
      (related.length === 0 ||
        related.every((place) => (place.uri === uri ? isOutside(place.span, changed) : isStill(place.uri))));
    const last = this.#last;
    if (last.findings === findings && findings.every(isKept)) return last.diagnostics;
    const { from, oldTo, newTo } = changedRange(last.findings, findings);
    const between = new Map<Finding, Diagnostic | undefined>();
    for (let index = from; index < oldTo; index++) {
      const finding = last.findings[index];
      if (finding) between.set(finding, last.diagnostics[index]);
    }
    const knownAt = (finding: Finding, index: number): Diagnostic | undefined => {
      if (index < from) return last.diagnostics[index];
      return index < newTo ? between.get(finding) : last.diagnostics[index - newTo + oldTo];
    };
    const diagnostics = findings.map((finding, index) => {
      const known = knownAt(finding, index);
      return known && isKept(finding) ? known : toDiagnostic(uri, rangeOf, finding);
    });
    this.#last = { findings, diagnostics };
    return diagnostics;
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

const NONE = { findings: [], diagnostics: [] };

function isOutside(span: Span, changed: Span): boolean {
  return span.to < changed.from || span.from >= changed.to;
}
