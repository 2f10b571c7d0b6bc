import path from 'node:path';
import type { Finding, Severity } from '../../core/analysis/finding.ts';
import type { SourceText } from '../../core/text/source.ts';

/** What `check` found, for the writers of its formats. */
export interface CheckReport {
  /** Sorted by path; also files without findings. */
  readonly files: readonly FileReport[];
  /** How many findings are in a baseline, and not reported. */
  readonly hidden: number;
}

export interface FileReport {
  readonly uri: string;
  /** Relative to the current directory, with `/`; see also `fromFolder`. */
  readonly path: string;
  readonly source: SourceText;
  readonly roadmap: boolean;
  readonly tasks: number;
  /** Sorted by place, then code. */
  readonly findings: readonly ReportedFinding[];
}

export interface ReportedFinding extends Omit<Finding, 'related'> {
  readonly related: readonly ReportedPlace[];
}

export interface ReportedPlace {
  readonly file: string;
  /** 1-based, as the column (in UTF-16 code units). */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Summary extends Readonly<Record<Severity, number>> {
  readonly files: number;
  readonly roadmaps: number;
  readonly tasks: number;
}

export function summarize({ files }: CheckReport): Summary {
  const findings = files.flatMap((file) => file.findings);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    files: files.length,
    roadmaps: files.filter(({ roadmap }) => roadmap).length,
    tasks: files.reduce((sum, { tasks }) => sum + tasks, 0),
    error: count('error'),
    warning: count('warning'),
    information: count('information'),
    hint: count('hint'),
  };
}

/**
 * The same report, as it reads in a folder above.
 * @param below where the current directory lies in that folder, with `/`; empty: it is that folder.
 */
export function fromFolder(report: CheckReport, below: string): CheckReport {
  if (below === '') return report;
  // On Windows a file of another drive has no relative path.
  const place = (file: string): string => (path.isAbsolute(file) ? file : path.posix.join(below, file));
  const files = report.files.map((file) => ({
    ...file,
    path: place(file.path),
    findings: file.findings.map((finding) => ({
      ...finding,
      related: finding.related.map((related) => ({ ...related, file: place(related.file) })),
    })),
  }));
  return { ...report, files };
}

/** Where a finding stands, as people and most formats count: from 1, in UTF-16 code units, the end exclusive. */
export function rangeOf(
  { source }: FileReport,
  { span }: ReportedFinding,
): { line: number; column: number; endLine: number; endColumn: number } {
  const start = source.placeAt(span.from);
  const end = source.placeAt(span.to);
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** The sum in one sentence. */
export function summaryText(report: CheckReport): string {
  const { error, warning, information, hint, roadmaps, files, tasks } = summarize(report);
  const parts = [
    counted(error, 'error'),
    counted(warning, 'warning'),
    information > 0 ? `${information} for information` : '',
    hint > 0 ? `${counted(hint, 'hint')} not shown` : '',
    report.hidden > 0 ? `${report.hidden} in the baseline` : '',
  ].filter((part) => part !== '');
  return `${parts.join(', ')}: ${counted(tasks, 'task')} in ${counted(roadmaps, 'roadmap')} of ${counted(files, 'file')}.`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
