import type { Terminal } from './terminal.ts';

/** 0: well; 1: the answer is no (findings, a failed gate); 2: wrong usage, unreadable input, no permission. */
export type ExitStatus = 0 | 1 | 2;

/** One command of the command line. Each lives in its own file and is listed in `run.ts`. */
export interface CliCommand {
  /** The name and its arguments as help shows them: `check [...paths]`. */
  readonly usage: string;
  readonly description: string;
  /** Flags as help shows them (`--format <name>`, `--draft`) and what they do. */
  readonly options: readonly (readonly [flags: string, description: string])[];
  run(input: CommandInput, terminal: Terminal): Promise<ExitStatus>;
}

export interface CommandInput {
  /** Positional arguments, also those after `--`. */
  readonly args: readonly string[];
  /** Values by camel-cased name (`maxWarnings`): a string, number or boolean, or an array if repeated. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The whole command line: `options` has numbers where a text looked like one (`0123`). */
  readonly argv: readonly string[];
  /** Of this program. */
  readonly version: string;
}

/** A mistake of the caller, told in one sentence; ends the command with exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The value of `option` if it is one of `choices`, the first of them if the option is absent.
 * @throws UsageError for anything else, and for more than one.
 */
export function choose<T extends string>(
  input: CommandInput,
  option: string,
  choices: readonly [T, ...T[]],
): T {
  const value = optionText(input, option);
  if (value === undefined) return choices[0];
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  throw new UsageError(`--${option} must be ${listOf(choices)}.`);
}

/** The one value of an option that takes a text. @throws UsageError if it was given twice. */
export function optionText(input: CommandInput, name: string): string | undefined {
  const value = input.options[name];
  if (value === undefined || typeof value === 'string') return value;
  // `--roadmap 1.md` may arrive as something that looked like a number.
  if (typeof value === 'number') return String(value);
  throw new UsageError(`--${name} takes one value.`);
}

/** What was written behind each `--name`, word for word. */
export function textsOf({ argv }: CommandInput, name: string): readonly string[] {
  const flag = `--${name}`;
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).flatMap((word, index, all) => {
    if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
    const value = all[index + 1];
    return word === flag && value !== undefined ? [value] : [];
  });
}

/** `a`, `a or b`, `a, b or c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
