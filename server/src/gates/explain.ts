import type { GatePlan } from './plan.ts';
import { reportsLines } from './shell.ts';

/** How a gate's process ended. */
export interface ProcessEnd {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** 1-based, within the script. */
  readonly failingLine: number | null;
}

/** Why a gate failed, as one sentence for people. */
export function explainFailure(plan: Pick<GatePlan, 'script' | 'shell'>, end: ProcessEnd): string {
  if (end.exitCode === null) return `The shell was ended by ${end.signal ?? 'a signal'}.`;
  const meaning = meaningOf(end.exitCode);
  const code = `exit code ${end.exitCode}${meaning === undefined ? '' : `: ${meaning}`}`;
  const lines = plan.script.split('\n');
  const text = end.failingLine === null ? undefined : lines[end.failingLine - 1]?.trim();
  if (end.failingLine !== null && text) return `Line ${end.failingLine} failed (${code}): ${text}`;
  if (lines.length === 1) return `The command failed (${code}).`;
  const why = reportsLines(plan.shell.dialect) ? '' : `; ${plan.shell.dialect} does not tell at which line`;
  return `A command in this block failed (${code}${why}).`;
}

/** The same for a command that said which exit code it expects. */
export function explainUnexpected(
  { script }: Pick<GatePlan, 'script'>,
  { line, expected, actual }: { readonly line: number; readonly expected: string; readonly actual: number },
): string {
  const text = script.split('\n')[line - 1]?.trim() ?? '';
  return `Line ${line} ended with exit code ${actual}, and ${expected.replaceAll(',', ' or ')} is expected: ${text}`;
}

/**
 * The index of the command that ended a gate; undefined if none did or the shell does not tell.
 * @param commandLines 0-based lines of the script at which its commands begin.
 * @param failingLine 1-based, within the script.
 */
export function failedCommand(
  commandLines: readonly number[],
  failingLine: number | null,
): number | undefined {
  if (failingLine === null) return undefined;
  const index = commandLines.findLastIndex((line) => line < failingLine);
  return index < 0 ? undefined : index;
}

/** What shells mean by an exit code of their own; undefined for those that programs choose. */
function meaningOf(exitCode: number): string | undefined {
  if (exitCode === 126) return 'found, but it cannot be executed';
  if (exitCode === 127) return 'command not found';
  if (exitCode === 141) return 'it wrote to a command in the pipeline that had stopped reading';
  if (exitCode > 128 && exitCode < 160) return `ended by signal ${exitCode - 128}`;
  return undefined;
}

/** Why a gate was stopped that ran for too long, as a sentence. */
export function explainTimeout({ timeout }: Pick<GatePlan, 'timeout'>): string {
  return `The gate did not end within ${(timeout ?? 0) / 1000} s and was stopped.`;
}
