import { withExpectation } from './expect.ts';
import type { Dialect } from './shell.ts';

/**
 * What a shell is given to run: the content of a file, and the arguments that make the shell read it.
 * The text of a document travels in this file alone, never inside a command line or through quoting.
 */
export interface ScriptFile {
  /** With its dot; Windows shells decide by it. */
  readonly extension: string;
  readonly content: string;
  /** Arguments before the file's path. */
  readonly args: readonly string[];
}

/**
 * The script that a gate's text means: one `\n` per line end, the prompts of a pasted console session
 * removed. Output lines of such a session become blank lines, so that line numbers stay those of the text.
 */
export function scriptOf(text: string, dialect: Dialect): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const prompt = PROMPTS[familyOf(dialect)];
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'));
  if (first === undefined || !prompt.test(first)) return lines.join('\n');
  return withoutPrompts(lines, prompt).join('\n');
}

/**
 * The file that runs a script so that a failing line in its middle ends it, pipelines included, as far as
 * the shell can tell: bash and zsh fully, `sh` without pipelines, PowerShell for its own errors (from 7.4
 * on for programs as well), `cmd` by its last line alone.
 *
 * What is added stands on the script's own first line, and behind commands that say which exit code they expect:
 * the shell's own messages keep their line numbers.
 */
export function scriptFile(approved: string, dialect: Dialect): ScriptFile {
  const script = withExpectations(approved, dialect);
  switch (dialect) {
    case 'bash':
      return { extension: '.sh', args: [], content: `${BASH_PROLOGUE} ${script}\n` };
    case 'zsh':
      return { extension: '.zsh', args: [], content: `${ZSH_PROLOGUE} ${script}\n` };
    case 'sh':
      return { extension: '.sh', args: [], content: `set -e; ${script}\n` };
    case 'pwsh':
    case 'powershell':
      // Windows PowerShell takes a file without a byte-order mark for ANSI.
      return {
        extension: '.ps1',
        args: ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File'],
        content: `\uFEFF${POWERSHELL_PROLOGUE} ${script}\n${POWERSHELL_EPILOGUE}\n`.replaceAll('\n', '\r\n'),
      };
    case 'cmd':
      return {
        extension: '.cmd',
        args: ['/d', '/c'],
        content: `@echo off & ${script}\n`.replaceAll('\n', '\r\n'),
      };
  }
}

function withExpectations(script: string, dialect: Dialect): string {
  const failures = dialect === 'zsh' ? `"$ZSH_SCRIPT${FAILURES_SUFFIX}"` : `"$0${FAILURES_SUFFIX}"`;
  return script
    .split('\n')
    .map((text, index) => withExpectation(text, index + 1, failures))
    .join('\n');
}

/**
 * The line of the script (1-based) at which it failed, from what the traps of bash and zsh wrote: one line
 * `status depth line` per failure, where `depth` counts the subshells around it. Null if they did not see
 * the failure that decided (an `exit 3`, a shell without traps).
 */
export function failingLine(report: string, exitCode: number): number | null {
  const failures = report.split('\n').flatMap((line) => {
    const [status, depth, at] = line.split(' ').map(Number);
    return status === exitCode && depth !== undefined && at !== undefined && at > 0 ? [{ depth, at }] : [];
  });
  // A subshell that fails makes the shell around it fail: the innermost place of that chain says most.
  let index = failures.length - 1;
  if (failures[index]?.depth !== 0) return null;
  while ((failures[index - 1]?.depth ?? 0) > (failures[index]?.depth ?? 0)) index--;
  return failures[index]?.at ?? null;
}

/** Where the traps write: beside the script, under its name. */
export const FAILURES_SUFFIX = '.failures';

/**
 * Failures count only while `-e` is on: then the shell that reports one ends with it. Inside a command
 * substitution bash switches `-e` off, and its line numbers there are wrong. A failure within a file that
 * the script reads (`. env.sh`) is reported at the script's own line.
 */
const BASH_PROLOGUE = [
  `set -Eeo pipefail; trap 'case $- in *e*)`,
  `_roadgate=("$?" "$LINENO" "\${BASH_LINENO[@]}");`,
  `for _roadgate_frame in "\${!BASH_SOURCE[@]}"; do`,
  `[[ \${BASH_SOURCE[_roadgate_frame]} != "$0" ]] ||`,
  `{ echo "\${_roadgate[0]} $BASH_SUBSHELL \${_roadgate[_roadgate_frame+1]}" >>"$0${FAILURES_SUFFIX}"; break; };`,
  `done ;; esac' ERR;`,
].join(' ');

/** Inside functions zsh counts lines from their start, so there the line of the call is reported. */
const ZSH_PROLOGUE = [
  `setopt ERR_EXIT PIPE_FAIL; trap 'case $- in (*e*)`,
  `_roadgate=("$?" "$LINENO" "\${(%):-%N}");`,
  `[[ $_roadgate[3] == $ZSH_SCRIPT ]] || _roadgate[2]="\${funcfiletrace[-1]##*:}";`,
  `print -r -- "$_roadgate[1] $ZSH_SUBSHELL $_roadgate[2]" >>| "$ZSH_SCRIPT${FAILURES_SUFFIX}" ;; esac' ZERR;`,
].join(' ');

const POWERSHELL_PROLOGUE = `$ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true;`;
const POWERSHELL_EPILOGUE = 'if (Test-Path variable:LASTEXITCODE) { exit $LASTEXITCODE }';

const PROMPTS = {
  posix: /^\s*\$ /,
  powershell: /^\s*PS(?: [^>]*)?> ?/,
  cmd: /^\s*[A-Za-z]:\\[^>]*>/,
} as const;

function familyOf(dialect: Dialect): keyof typeof PROMPTS {
  if (dialect === 'cmd') return 'cmd';
  return dialect === 'pwsh' || dialect === 'powershell' ? 'powershell' : 'posix';
}

function withoutPrompts(lines: readonly string[], prompt: RegExp): string[] {
  let continued = false;
  return lines.map((line) => {
    const command = prompt.test(line)
      ? line.replace(prompt, '')
      : continued
        ? line.replace(/^\s*> ?/, '')
        : '';
    continued = /(?<!\\)(?:\\\\)*\\$/.test(command);
    return command;
  });
}
