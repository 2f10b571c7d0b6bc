import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
} from 'vscode-languageserver-types';
import type { Finding, RelatedPlace, Severity } from '../core/analysis/finding.ts';
import type { ConfigProblem } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { toRange } from './convert.ts';

/** Where the page of each rule is read. */
const RULE_PAGES = 'https://github.com/roadgate/roadgate/blob/main/docs/rules';

/** A finding as the Problems panel shows it, with a link to the page of its rule. */
export function toDiagnostic(workspace: Workspace, document: RoadmapDocument, finding: Finding): Diagnostic {
  const related = finding.related.flatMap((place) => relatedInformation(workspace, document, place));
  return {
    range: toRange(document.source, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    codeDescription: { href: `${RULE_PAGES}/${finding.code}.md` },
    source: 'roadgate',
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** Something in `.roadgate.yaml` that could not be taken. */
export function configDiagnostic({ line, column, message }: ConfigProblem): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    // To the end of the line: editors cut a range that is too long.
    range: { start, end: { line: start.line, character: MAX_COLUMN } },
    severity: DiagnosticSeverity.Warning,
    code: 'config/invalid',
    codeDescription: { href: CONFIG_PAGE },
    source: 'roadgate',
    message,
  };
}

/** Where people read what the project file may say. */
const CONFIG_PAGE = 'https://github.com/roadgate/roadgate/blob/main/docs/project-file.md#what-is-wrong-in-it';

const MAX_COLUMN = 10_000;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function relatedInformation(
  workspace: Workspace,
  document: RoadmapDocument,
  { uri, span, message }: RelatedPlace,
): DiagnosticRelatedInformation[] {
  const target = uri === document.uri ? document : workspace.documents.get(uri);
  if (!target) return [];
  return [{ location: { uri, range: toRange(target.source, span) }, message }];
}
