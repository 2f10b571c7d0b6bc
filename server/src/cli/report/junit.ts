import { type CheckReport, type FileReport, rangeOf, type ReportedFinding } from './report.ts';
import { escapeXml } from './xml.ts';

/**
 * What CI services read: one suite per roadmap, in which each finding at warning or above is a case that failed. A
 * roadmap without any is one case that passed.
 */
export function writeJUnit(report: CheckReport): string {
  const suites = report.files.filter((file) => file.roadmap || failuresOf(file).length > 0).map(writeSuite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="roadgate">\n${suites.join('')}</testsuites>\n`;
}

function writeSuite(file: FileReport): string {
  const failures = failuresOf(file);
  const name = escapeXml(file.path);
  const cases = failures.map((finding) => writeCase(file, finding));
  if (cases.length === 0) cases.push(`    <testcase classname="${name}" name="no findings"/>\n`);
  const counts = `tests="${cases.length}" failures="${failures.length}" errors="0" skipped="0"`;
  return `  <testsuite name="${name}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

function writeCase(file: FileReport, finding: ReportedFinding): string {
  const { line, column } = rangeOf(file, finding);
  const path = escapeXml(file.path);
  const message = escapeXml(finding.message);
  const place = `${path}:${line}:${column}`;
  return [
    `    <testcase classname="${path}" name="${escapeXml(finding.code)} ${line}:${column}">\n`,
    `      <failure type="${finding.severity}" message="${message}">${place}: ${message}</failure>\n`,
    '    </testcase>\n',
  ].join('');
}

function failuresOf({ findings }: FileReport): readonly ReportedFinding[] {
  return findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}
