import { stripVTControlCharacters, styleText } from 'node:util';
import type { Severity } from '../../core/analysis/finding.ts';
import { type CheckReport, type FileReport, type ReportedFinding, summarize, summaryText } from './report.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/**
 * The report as a person reads it: by file, each finding with the line it stands in, and a sum at the end.
 * Hints are counted, not shown: they are for the editor, where they are faint.
 */
export function writePretty(report: CheckReport, colors: boolean): string {
  // Whether to colour is decided already; left alone, styleText would ask the process's own output again.
  const paint: Paint = (style, text) => (colors ? styleText(style, text, { validateStream: false }) : text);
  const { error, warning } = summarize(report);
  const blocks = report.files.flatMap((file) => writeFile(file, paint));
  const style = error > 0 ? 'red' : warning > 0 ? 'yellow' : 'green';
  return [...blocks, `${paint(style, summaryText(report))}\n`].join('\n');
}

function writeFile(file: FileReport, paint: Paint): readonly string[] {
  const shown = file.findings.filter(({ severity }) => severity !== 'hint');
  if (shown.length === 0) return [];
  const findings = shown.map((finding) => writeFinding(file, finding, paint));
  return [`${paint('underline', clean(file.path))}\n${findings.join('')}`];
}

function writeFinding(file: FileReport, finding: ReportedFinding, paint: Paint): string {
  const { line, character } = file.source.placeAt(finding.span.from);
  const place = `${line + 1}:${character + 1}`;
  const head = [
    paint('dim', place),
    paint(STYLES[finding.severity], finding.severity),
    clean(finding.message),
    paint('dim', finding.code),
  ];
  return `  ${head.join('  ')}\n${writeFrame(file, finding, paint)}`;
}

const STYLES: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'gray',
};

/** The line of the finding with carets below its place; long lines are cut around it. */
function writeFrame({ source }: FileReport, finding: ReportedFinding, paint: Paint): string {
  const { line, character } = source.placeAt(finding.span.from);
  const text = source.lineText(line);
  const start = Math.max(0, character - CONTEXT_BEFORE);
  const before = (start > 0 ? '…' : '') + text.slice(start, character);
  const rest = text.slice(character, start + FRAME_WIDTH);
  const after = rest + (text.length > start + FRAME_WIDTH ? '…' : '');
  const marked = text.slice(
    character,
    Math.min(character + finding.span.to - finding.span.from, text.length),
  );
  const carets = '^'.repeat(Math.max(1, columns(clean(marked.slice(0, rest.length)))));
  const number = String(line + 1);
  const gutter = paint('dim', '|');
  const blank = ' '.repeat(number.length);
  return [
    `    ${paint('dim', number)} ${gutter} ${clean(before)}${clean(after)}`,
    `    ${blank} ${gutter} ${' '.repeat(columns(clean(before)))}${paint(STYLES[finding.severity], carets)}`,
    '',
  ].join('\n');
}

const CONTEXT_BEFORE = 60;
const FRAME_WIDTH = 110;

/** Text of a document may carry commands to the terminal; tabs would move the carets. */
function clean(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\t', '  ')).replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
}

/** How many columns a terminal gives the text. */
function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[\p{M}\u200d\ufe0f]/u.test(character)) continue;
    width +=
      /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
