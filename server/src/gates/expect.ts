import type { Dialect } from './shell.ts';

/** A command that is expected to end with other exit codes than 0. */
export interface Expectation {
  /** 1-based, within the script. */
  readonly line: number;
  readonly codes: readonly number[];
}

/**
 * The commands with `# roadgate: expect=1` (or `expect=0,1`) at the end of their line: such a command passes with
 * these exit codes and no other. It speaks of one command, since for a whole block a failing test would pass.
 */
export function readExpectations(script: string): readonly Expectation[] {
  return script.split('\n').flatMap((text, index) => {
    const codes = EXPECT.exec(text)?.[2];
    return codes === undefined ? [] : [{ line: index + 1, codes: codes.split(',').map(Number) }];
  });
}

/** Why a script's expectations cannot be kept, as a sentence; undefined if they can or there are none. */
export function expectationProblem(script: string, dialect: Dialect): string | undefined {
  const expectations = readExpectations(script);
  if (expectations.length === 0) return undefined;
  if (dialect !== 'bash' && dialect !== 'zsh' && dialect !== 'sh') {
    return `Line ${expectations[0]?.line} expects an exit code: that needs bash, zsh or sh, not ${dialect}.`;
  }
  const lines = script.split('\n');
  const wrong = expectations.find(({ line }) => !standsAlone(lines, line - 1));
  return wrong && `Line ${wrong.line} expects an exit code: that needs a command on one line of its own.`;
}

/**
 * A line with what checks its exit code behind it; other lines as they are. The check leaves a record for
 * `readExpectationFailure` in the file with this name beside the script.
 */
export function withExpectation(text: string, line: number, failures: string): string {
  const match = EXPECT.exec(text);
  if (match === null) return text;
  const [, command = '', codes = ''] = match;
  const expected = codes.split(',').join('|');
  // `&&` keeps the shell from ending at this line.
  const check = [
    `&& _roadgate_code=0 || _roadgate_code=$?;`,
    `case $_roadgate_code in ${expected}) ;;`,
    `*) echo "expected ${codes} $_roadgate_code ${line}" >>${failures};`,
    `[ "$_roadgate_code" -ne 0 ] || _roadgate_code=1; exit "$_roadgate_code" ;; esac`,
  ];
  return `${command} ${check.join(' ')}`;
}

/** What the check of an expectation recorded; undefined if none failed. */
export function readExpectationFailure(
  report: string,
): { readonly line: number; readonly expected: string; readonly actual: number } | undefined {
  const [, expected = '', actual, line] = /^expected (\S+) (\d+) (\d+)$/m.exec(report) ?? [];
  return line === undefined ? undefined : { line: Number(line), expected, actual: Number(actual) };
}

/** The command, without a comment of its own before the mark; and the codes. */
const EXPECT = /^(\s*\S.*?)\s+#\s*roadgate:\s*expect=(\d{1,3}(?:,\d{1,3})*)\s*$/;

/** No part of a longer command: neither continued, nor within quotes, a block or a here-document. */
function standsAlone(lines: readonly string[], index: number): boolean {
  const command = EXPECT.exec(lines[index] ?? '')?.[1] ?? '';
  const before = lines.slice(0, index).join('\n');
  if (/\\$/.test(lines[index - 1] ?? '') || /<</.test(before + command)) return false;
  if (!hasEvenQuotes(before) || !hasEvenQuotes(command) || /\s#/.test(withoutQuotes(command))) return false;
  return !/[&|;{(]\s*$|^\s*(?:if|for|while|until|case|do|then|else|elif|fi|done|esac|\})\b/.test(command);
}

function hasEvenQuotes(text: string): boolean {
  return !/['"]/.test(withoutQuotes(text).replace(/(?:^|\s)#[^\n]*/g, ''));
}

function withoutQuotes(text: string): string {
  return text.replace(/\\./gs, '').replace(/'[^']*'|"[^"]*"/g, '');
}
