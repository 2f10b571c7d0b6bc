import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DocumentEdit, Fix } from '../../core/analysis/finding.ts';
import { safeFixes } from '../../core/edit/safeFixes.ts';
import type { SourceText } from '../../core/text/source.ts';
import { rewriteFile } from '../../host/rewriteFile.ts';
import type { FileReport } from '../report/report.ts';
import type { Terminal } from '../terminal.ts';
import type { CheckOptions } from './options.ts';
import { runCheck, type CheckRun } from './run.ts';

/** One fix may make room for the next; what goes on longer than this would go on for ever. */
const MAX_ROUNDS = 10;

/**
 * Checks, applies all fixes that have one safe answer, and checks again until nothing is left to fix. A fix that
 * reaches into other documents is for the editor, where a person sees all of them.
 * @returns the last check; `refused` if a file could not be written, which is told.
 */
export async function fixAll(
  options: CheckOptions,
  terminal: Terminal,
): Promise<{ run: CheckRun; refused: boolean }> {
  const refused = new Set<string>();
  const fixed = new Set<string>();
  let count = 0;
  let run = await runCheck(options, terminal);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = count;
    for (const [target, file] of filesOf(run)) {
      const fixes = refused.has(target) ? [] : fixesOf(file, options);
      if (fixes.length === 0) continue;
      const outcome = await rewriteFile(target, file.source.text, textAfter(file.source, fixes));
      if (outcome.kind === 'written') {
        count += fixes.length;
        fixed.add(target);
      } else {
        refused.add(target);
        terminal.err(`${file.path} ${outcome.reason}`);
      }
    }
    if (count === before) break;
    run = await runCheck(options, terminal);
  }
  if (count > 0) terminal.err(`Fixed ${counted(count, 'finding')} in ${counted(fixed.size, 'file')}.`);
  return { run, refused: refused.size > 0 };
}

/** The documents by the file that they are, which may have several names. */
function filesOf({ projects }: CheckRun): ReadonlyMap<string, FileReport> {
  return new Map(
    projects.flatMap(({ files }) => files).map((file) => [targetOf(fileURLToPath(file.uri)), file]),
  );
}

function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function fixesOf({ uri, findings }: FileReport, { isAsked }: CheckOptions): readonly Fix[] {
  const own = findings.filter(
    ({ code, fixes }) =>
      isAsked(code) &&
      fixes.every(({ preferred, edits }) => !preferred || edits.every((edit) => edit.uri === uri)),
  );
  return safeFixes(own).filter(({ edits }) => edits.length > 0);
}

/** The text with the line ends that it has. */
function textAfter(source: SourceText, fixes: readonly Fix[]): string {
  const lineEnd = /\r\n|\n|\r/.exec(source.text)?.[0] ?? '\n';
  return fixes
    .flatMap(({ edits }): readonly DocumentEdit[] => edits)
    .toSorted((a, b) => b.span.from - a.span.from)
    .reduce(
      (text, { span, newText }) =>
        text.slice(0, span.from) + newText.replace(/\r\n|\n|\r/g, lineEnd) + text.slice(span.to),
      source.text,
    );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
