import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  Baseline,
  BASELINE_FILE,
  type BaselineDocument,
  makeBaseline,
  matchBaseline,
} from '../../core/analysis/baseline.ts';
import { displayPath } from '../load.ts';
import type { FileReport, ReportedFinding } from '../report/report.ts';
import type { Terminal } from '../terminal.ts';
import type { CheckOptions } from './options.ts';
import { type CheckedProject, type CheckRun, fileOf } from './run.ts';

export interface Settled {
  /** With the findings that are to be reported. */
  readonly files: readonly FileReport[];
  /** How many are in a baseline. */
  readonly hidden: number;
  /** A baseline could not be read or written; it was told. */
  readonly failed: boolean;
}

/** Takes away what the baselines of the projects know, or writes them. */
export async function settleBaseline(
  run: CheckRun,
  options: CheckOptions,
  terminal: Terminal,
): Promise<Settled> {
  const settled: Settled[] = [];
  for (const checked of run.projects) settled.push(await settleProject(checked, options, terminal));
  return {
    files: settled.flatMap(({ files }) => files),
    hidden: settled.reduce((sum, { hidden }) => sum + hidden, 0),
    failed: settled.some(({ failed }) => failed),
  };
}

async function settleProject(
  { root, files }: CheckedProject,
  options: CheckOptions,
  terminal: Terminal,
): Promise<Settled> {
  const file =
    options.baseline === undefined
      ? path.join(root, BASELINE_FILE)
      : path.resolve(terminal.cwd, options.baseline);
  const name = displayPath(pathToFileURL(file).href, terminal.cwd);
  const read = await readBaseline(file, name);
  if (
    read.kind === 'broken' ||
    (read.kind === 'none' && options.baseline !== undefined && !options.writeBaseline)
  ) {
    terminal.err(
      read.kind === 'broken' ? read.reason : `There is no baseline ${name}: write it with --write-baseline.`,
    );
    return { files, hidden: 0, failed: true };
  }
  const baseline = read.kind === 'none' ? undefined : read.baseline;
  const documents = files.map((report) => toDocument(root, report));
  const isThere = (document: string): boolean => existsSync(path.join(root, document));
  if (options.writeBaseline) {
    const made = makeBaseline(documents, baseline, isThere);
    return writeBaseline({ file, name }, made, files, terminal);
  }
  if (baseline === undefined) return { files, hidden: 0, failed: false };
  const { fresh, known, solved } = matchBaseline(documents, baseline, isThere);
  if (solved > 0) {
    const findings = solved === 1 ? '1 finding that is' : `${solved} findings that are`;
    terminal.err(`${name} has ${findings} solved: \`roadgate check --write-baseline\` takes them out.`);
  }
  const left = files.map((report, index) => ({ ...report, findings: fresh[index] ?? [] }));
  return { files: left, hidden: known, failed: false };
}

type Read =
  | { readonly kind: 'read'; readonly baseline: Baseline }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly reason: string };

async function readBaseline(file: string, name: string): Promise<Read> {
  if (!existsSync(file)) return { kind: 'none' };
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'broken', reason: `${name} cannot be read: ${reason}.` };
  }
  try {
    const parsed = Baseline.safeParse(JSON.parse(text));
    if (parsed.success) return { kind: 'read', baseline: parsed.data };
  } catch {
    // Told below, as any other content that is none.
  }
  return {
    kind: 'broken',
    reason: `${name} is no baseline: delete it, and write it again with --write-baseline.`,
  };
}

async function writeBaseline(
  { file, name }: { readonly file: string; readonly name: string },
  baseline: Baseline,
  files: readonly FileReport[],
  terminal: Terminal,
): Promise<Settled> {
  const entries = Object.values(baseline.findings).flat();
  const count = entries.reduce((sum, entry) => sum + entry.count, 0);
  const silent = files.map((report) => ({ ...report, findings: [] }));
  try {
    await writeFile(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.err(`${name} cannot be written: ${reason}.`);
    return { files, hidden: 0, failed: true };
  }
  terminal.err(
    `${name} holds ${count === 1 ? '1 finding' : `${count} findings`} now; what comes later is reported.`,
  );
  return { files: silent, hidden: count, failed: false };
}

function toDocument(root: string, report: FileReport): BaselineDocument<ReportedFinding> {
  const relative = path.relative(root, fileOf(report)).replaceAll(path.sep, '/');
  return { path: relative, source: report.source, findings: report.findings };
}
