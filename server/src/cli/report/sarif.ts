import { createHash } from 'node:crypto';
import { textAt } from '../../core/analysis/baseline.ts';
import type { Severity } from '../../core/analysis/finding.ts';
import { rulePage } from '../../core/analysis/pages.ts';
import { RULES } from '../../core/analysis/registry.ts';
import { RULE_TEXTS } from './ruleTexts.ts';
import { type CheckReport, type FileReport, rangeOf, type ReportedFinding } from './report.ts';

/** The report as SARIF 2.1.0, which code scanning services read. Hints are for the editor, and left out. */
export function writeSarif(report: CheckReport, version: string): string {
  const severities = new Map<string, Severity>(RULES.map(({ code, severity }) => [code, severity]));
  const found = report.files.flatMap(resultsIn);
  const codes = [...new Set(found.map(({ ruleId }) => ruleId))].toSorted();
  const driver = {
    name: 'Roadgate',
    informationUri: 'https://github.com/roadgate/roadgate',
    version,
    rules: codes.map((id) => ({
      id,
      ...describe(id),
      helpUri: rulePage(id),
      defaultConfiguration: { level: LEVELS[severities.get(id) ?? 'warning'] },
    })),
  };
  const results = found.map((result) => ({ ...result, ruleIndex: codes.indexOf(result.ruleId) }));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Code scanning services show these beside a finding, and GitHub asks for them. Code marks are for Markdown. */
function describe(code: string) {
  const text = RULE_TEXTS[code] ?? 'The project file holds something that Roadgate cannot read.';
  const plain = { text: text.replaceAll('`', '') };
  const page = rulePage(code);
  return {
    shortDescription: plain,
    fullDescription: plain,
    help: {
      text: `${plain.text} See ${page}.`,
      markdown: `${text} [Why, and how it is turned off](${page}).`,
    },
  };
}

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

function resultsIn(file: FileReport) {
  const seen = new Map<string, number>();
  return file.findings
    .filter(({ severity }) => severity !== 'hint')
    .map((finding) => {
      const related = finding.related.map(({ file: path, line, column, message }) => ({
        physicalLocation: {
          artifactLocation: locationOf(path),
          region: { startLine: line, startColumn: column },
        },
        message: { text: message },
      }));
      return {
        ruleId: finding.code,
        level: LEVELS[finding.severity],
        message: { text: finding.message },
        locations: [
          { physicalLocation: { artifactLocation: locationOf(file.path), region: regionOf(file, finding) } },
        ],
        ...(related.length === 0 ? {} : { relatedLocations: related }),
        partialFingerprints: { 'roadgate/v1': fingerprint(file, finding, seen) },
      };
    });
}

function regionOf(file: FileReport, finding: ReportedFinding) {
  const { line, column, endLine, endColumn } = rangeOf(file, finding);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Relative to the root of the sources; each segment encoded, since a path may hold anything. */
function locationOf(path: string) {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

/** Stays where lines move, so that a service knows a finding again; the same text twice is told apart by number. */
function fingerprint(
  { path, source }: FileReport,
  { code, span }: ReportedFinding,
  seen: Map<string, number>,
): string {
  const key = [path, code, textAt(source, span)].join('\0');
  const number = seen.get(key) ?? 0;
  seen.set(key, number + 1);
  return createHash('sha256').update(`${key}\0${number}`).digest('hex').slice(0, 32);
}
