import { runCommandLine } from '../../server/src/cli/run.ts';

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  /** Line by line. */
  readonly stderr: readonly string[];
}

/** Runs a command line in this process, as `roadgate ARGS…` in the folder `cwd` without a terminal. */
export async function runRoadgate(
  cwd: string,
  args: readonly string[],
  { colors = false }: { readonly colors?: boolean } = {},
): Promise<CommandResult> {
  let stdout = '';
  const stderr: string[] = [];
  const terminal = {
    cwd,
    colors,
    interactive: false,
    out: (text: string) => void (stdout += text),
    err: (line: string) => void stderr.push(line),
    progress: () => undefined,
  };
  const status = await runCommandLine(args, terminal, '1.2.3');
  return { status, stdout, stderr };
}
