import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseApprovals, unapproved, visibleText, type Unapproved } from '../gates/approval.ts';
import { placePhrase } from '../gates/words.ts';
import { UsageError } from './command.ts';
import type { GateProject } from './gateSelection.ts';
import { unreadableReason } from './input.ts';
import type { Terminal } from './terminal.ts';

/** What the caller has said about running gates. */
export interface Approval {
  readonly yes: boolean;
  /** A file of digests. */
  readonly file: string | undefined;
}

/**
 * Whether everything that would run is approved: by the caller's options, or by a person at the terminal who
 * is shown each text. Without a terminal, what would run is listed on standard error.
 */
export async function askApproval(
  projects: readonly GateProject[],
  { yes, file }: Approval,
  terminal: Terminal,
): Promise<boolean> {
  const approved = file === undefined ? new Set<string>() : await readApprovals(file, terminal.cwd);
  if (yes) return true;
  const plans = projects.flatMap(({ tasks }) => tasks.flatMap(({ gates }) => gates.map(({ plan }) => plan)));
  const waiting = await unapproved(plans, approved);
  if (waiting.length === 0) return true;
  if (terminal.interactive) return askEach(waiting, terminal);
  terminal.err('These gates are not approved:');
  for (const gate of waiting) describe(gate, terminal);
  terminal.err('Nothing ran. Approve them with --yes, or list their digests in a file for --approve.');
  return false;
}

async function readApprovals(file: string, cwd: string): Promise<ReadonlySet<string>> {
  try {
    return parseApprovals(await readFile(path.resolve(cwd, file), 'utf8'));
  } catch (error) {
    throw new UsageError(unreadableReason(file, error));
  }
}

async function askEach(waiting: readonly Unapproved[], terminal: Terminal): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const gate of waiting) {
      describe(gate, terminal);
      const answer = await reader.question('Run this gate? [y/N] ');
      if (!/^y(es)?$/i.test(answer.trim())) {
        terminal.err('Nothing ran.');
        return false;
      }
    }
    return true;
  } finally {
    reader.close();
  }
}

function describe({ plan, digest }: Unapproved, terminal: Terminal): void {
  const where = visibleText(placePhrase(plan.directory, plan.directoryReason));
  terminal.err(`\n${digest}  (${plan.shell.executable}${where})`);
  for (const [name, value] of Object.entries(plan.variables ?? {}))
    terminal.err(`    ${visibleText(`${name}=${value}`)}`);
  for (const line of visibleText(plan.script).split('\n')) terminal.err(`    ${line}`);
}
