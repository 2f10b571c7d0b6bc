import type { Severity } from '../../core/analysis/finding.ts';
import { type CheckReport, type FileReport, rangeOf, type ReportedFinding, summaryText } from './report.ts';

/** The report as commands by which GitHub Actions marks the lines of a pull request, and a sum for the log. */
export function writeGitHub(report: CheckReport): string {
  const lines = report.files.flatMap((file) =>
    file.findings.flatMap((finding) => {
      const command = COMMANDS[finding.severity];
      return command === undefined ? [] : [writeCommand(command, file, finding)];
    }),
  );
  return `${[...lines, summaryText(report)].join('\n')}\n`;
}

/** Hints are for the editor, where they are faint. */
const COMMANDS: Readonly<Partial<Record<Severity, string>>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
};

function writeCommand(command: string, file: FileReport, finding: ReportedFinding): string {
  const { line, column, endLine, endColumn } = rangeOf(file, finding);
  // Columns are for one line; GitHub refuses them where there are several.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = Object.entries({ file: file.path, line, endLine, ...columns, title: finding.code }).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${command} ${properties.join(',')}::${escapeData(finding.message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
