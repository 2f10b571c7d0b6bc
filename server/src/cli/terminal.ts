/** What a command sees of the terminal it was started in. */
export interface Terminal {
  /** The current directory, absolute. */
  readonly cwd: string;
  /** Standard output is a terminal that wants colours. */
  readonly colors: boolean;
  /** A person can answer questions: standard input and standard error are a terminal. */
  readonly interactive: boolean;
  /** Data: written to standard output as it is. */
  out(text: string): void;
  /** Everything else: one line on standard error. */
  err(line: string): void;
  /** Output of a program that runs: written to standard error as it is. */
  progress(text: string): void;
}

/** The terminal of this process. `NO_COLOR` (any value but the empty one) switches colours off. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin, env } = process;
  return {
    cwd: process.cwd(),
    colors: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
    interactive: stdin.isTTY && stderr.isTTY,
    out: (text) => void stdout.write(text),
    err: (line) => void stderr.write(`${line}\n`),
    progress: (text) => void stderr.write(text),
  };
}
