/** How a shell marks the end of a line that goes on, and its comments. */
interface Dialect {
  readonly continuation: RegExp;
  readonly comment: RegExp;
}

const POSIX: Dialect = { continuation: /(?<!\\)(?:\\\\)*\\$/, comment: /^\s*#/ };
const POWERSHELL: Dialect = { continuation: /\s`$/, comment: /^\s*#/ };
const CMD: Dialect = { continuation: /\^$/, comment: /^\s*(?:::|rem\b|@rem\b)/i };

const DIALECTS: Readonly<Record<string, Dialect>> = {
  powershell: POWERSHELL,
  pwsh: POWERSHELL,
  ps1: POWERSHELL,
  ps: POWERSHELL,
  cmd: CMD,
  bat: CMD,
  batch: CMD,
};

const PROMPT =
  /^\s*(?:\$|%|❯|PS(?:\s+[^>\r\n]{0,120})?>|[A-Za-z]:\\[^>\r\n]{0,120}>|\w+@[\w.-]+:[^$#]{0,80}[$#])\s+/;

/** A logical command line, and the line of the text (0-based) at which it begins. */
export interface PlacedCommand {
  readonly command: string;
  readonly line: number;
}

/**
 * The logical command lines of a shell fence: comments and prompts gone, continued lines joined, heredocs,
 * open quotes and blocks kept as one. Where some lines have a prompt, the others are output.
 */
export function splitCommands(text: string, language: string | null): string[] {
  return placeCommands(text, language).map(({ command }) => command);
}

/** The same with the places of the commands. */
export function placeCommands(text: string, language: string | null): PlacedCommand[] {
  const dialect = DIALECTS[language ?? ''] ?? POSIX;
  const placed = withoutOutput(text.split(/\r\n?|\n/), dialect);
  const lines = placed.map(({ command }) => command);
  const commands: PlacedCommand[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || dialect.comment.test(line)) {
      at++;
      continue;
    }
    const { command, next } = readCommand(lines, at, dialect);
    if (command !== '') commands.push({ command, line: placed[at]?.line ?? at });
    at = next;
  }
  return commands;
}

/** The titles that comments give: the text of every comment line. */
export function readComments(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .flatMap((line) => /^\s*(?:#+|::|rem\b)\s*(\S.*)$/i.exec(line)?.[1] ?? [])
    .map((comment) => comment.trim());
}

function withoutOutput(lines: readonly string[], dialect: Dialect): PlacedCommand[] {
  if (!lines.some((line) => PROMPT.test(line))) return lines.map((command, line) => ({ command, line }));
  const commands: PlacedCommand[] = [];
  let goesOn = false;
  for (const [at, line] of lines.entries()) {
    const prompted = PROMPT.test(line);
    if (!prompted && !goesOn) continue;
    const command = prompted ? line.replace(PROMPT, '') : line.replace(/^\s*>\s/, '');
    commands.push({ command, line: at });
    goesOn = dialect.continuation.test(command);
  }
  return commands;
}

function readCommand(
  lines: readonly string[],
  from: number,
  dialect: Dialect,
): { command: string; next: number } {
  let next = from + 1;
  let command = lines[from] ?? '';
  while (dialect.continuation.test(command.trimEnd()) && next < lines.length) {
    command =
      command
        .trimEnd()
        .replace(/[\\`^]$/, '')
        .trimEnd() +
      ' ' +
      (lines[next] ?? '').trim();
    next++;
  }
  const end = endOfMultiline(lines, command, next);
  if (end > next) return { command: [command, ...lines.slice(next, end)].join('\n').trim(), next: end };
  return { command: withoutComment(command).trim(), next };
}

/** The line after a heredoc, an open quote or a block that begins in `command`; `next` if none does. */
function endOfMultiline(lines: readonly string[], command: string, next: number): number {
  const heredoc = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(command);
  if (heredoc) {
    const close = lines.findIndex((line, index) => index >= next && line.trim() === heredoc[2]);
    return close < 0 ? next : close + 1;
  }
  if (hasOpenQuote(command)) return endOfQuote(lines, command, next);
  return endOfBlock(lines, command, next);
}

/** Lines to look ahead for the end of a quote or block: without a bound, broken fences cost their square. */
const FARTHEST = 100;

function endOfQuote(lines: readonly string[], command: string, next: number): number {
  let text = command;
  for (let end = next; end < Math.min(lines.length, next + FARTHEST); end++) {
    text += '\n' + (lines[end] ?? '');
    if (!hasOpenQuote(text)) return end + 1;
  }
  return next; // an apostrophe, no quote
}

function endOfBlock(lines: readonly string[], command: string, next: number): number {
  let depth = depthChange(command);
  if (depth <= 0) return next;
  for (let end = next; end < Math.min(lines.length, next + FARTHEST); end++) {
    depth += depthChange(lines[end] ?? '');
    if (depth <= 0) return end + 1;
  }
  return next;
}

function depthChange(line: string): number {
  const text = withoutComment(line).trim();
  if (/^(?:done|fi|esac|\})\b|^\}/.test(text)) return -1;
  if (/^(?:else|elif)\b/.test(text)) return 0;
  return /(?:^|[;\s])(?:do|then)$|\{$|^case\b.*\bin$/.test(text) ? 1 : 0;
}

function hasOpenQuote(text: string): boolean {
  return openQuote(text) !== null;
}

function openQuote(text: string): string | null {
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && quote !== "'") at++;
    else if (quote === null && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = null;
  }
  return quote;
}

/** Cuts ` # …` outside quotes. */
function withoutComment(line: string): string {
  for (const match of line.matchAll(/(?:^|\s)#(?=\s|$)/g)) {
    if (openQuote(line.slice(0, match.index)) === null) return line.slice(0, match.index);
  }
  return line;
}
