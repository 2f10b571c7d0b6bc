import type { CheckReport, FileReport, ReportedFinding } from './report.ts';
import { rangeOf, summarize } from './report.ts';

/** The report as a program reads it. Lines and columns are 1-based, the end column is exclusive. */
export function writeJson(report: CheckReport): string {
  const findings = report.files.flatMap((file) => file.findings.map((finding) => toJson(file, finding)));
  return `${JSON.stringify({ schemaVersion: 1, findings, summary: summarize(report) }, null, 2)}\n`;
}

function toJson(file: FileReport, finding: ReportedFinding): object {
  return {
    file: file.path,
    ...rangeOf(file, finding),
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    related: finding.related,
    fixable: finding.fixes.length > 0,
  };
}
