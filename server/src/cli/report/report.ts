import type { Finding, Severity } from '../../core/analysis/finding.ts';
import type { SourceText } from '../../core/text/source.ts';

/** What `check` found, for the writers of its formats. */
export interface CheckReport {
  /** Sorted by path; also files without findings. */
  readonly files: readonly FileReport[];
}

export interface FileReport {
  readonly uri: string;
  /** Relative to the current directory, with `/`. */
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
