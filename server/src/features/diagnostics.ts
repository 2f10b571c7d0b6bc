import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver-types';
import type { Finding, RelatedPlace, Severity } from '../core/analysis/finding.ts';
import { CONFIG_INVALID, rulePage } from '../core/analysis/pages.ts';
import type { ConfigProblem } from '../core/configFile.ts';
import type { Span } from '../core/text/source.ts';
import { lineRange } from './convert.ts';

/** Where a span of a document stands; undefined for a document that is unknown. */
export type RangeOf = (uri: string, span: Span) => Range | undefined;

/** What an editor shows of a diagnostic; most of what is written at a keystroke is related places. */
export interface DiagnosticAbilities {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
}

const ALL_ABILITIES: DiagnosticAbilities = { relatedInformation: true, codeDescription: true };

/**
 * A finding as the Problems panel shows it, with a link to the page of its rule.
 * @param uri of the document that the finding is about.
 */
export function toDiagnostic(
  uri: string,
  rangeOf: RangeOf,
  finding: Finding,
  can: DiagnosticAbilities = ALL_ABILITIES,
): Diagnostic {
  const places = can.relatedInformation ? finding.related : [];
  const related = places.flatMap((place) => relatedInformation(rangeOf, place));
  return {
    range: rangeOf(uri, finding.span) ?? NOWHERE,
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(can.codeDescription ? { codeDescription: { href: rulePage(finding.code) } } : {}),
    source: 'roadgate',
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Something in `.roadgate.yaml` that could not be taken. */
export function configDiagnostic({ line, column, message }: ConfigProblem): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    // To the end of the line: editors cut a range that is too long.
    range: { start, end: { line: start.line, character: MAX_COLUMN } },
    severity: DiagnosticSeverity.Warning,
    code: CONFIG_INVALID,
    codeDescription: { href: rulePage(CONFIG_INVALID) },
    source: 'roadgate',
    message,
  };
}

const MAX_COLUMN = 10_000;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function relatedInformation(
  rangeOf: RangeOf,
  { uri, span, message, lines }: RelatedPlace,
): DiagnosticRelatedInformation[] {
  const range = lines ? lineRange(...lines) : rangeOf(uri, span);
  return range ? [{ location: { uri, range }, message }] : [];
}
