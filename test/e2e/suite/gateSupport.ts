import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/extension.ts';
import { gateDigest } from '../../../server/src/gates/digest.ts';
import { planGate, type GatePlan } from '../../../server/src/gates/plan.ts';
import { until } from '../support/until.ts';
import { find, open, roadmap } from './support.ts';

/** A gate of a document: the heading of what it belongs to, and how its fence is written. */
export interface Gate {
  readonly heading: string;
  readonly language: string | null;
  readonly text: string;
}

/** Puts a gate among those that a person has approved, as the dialog does. */
export async function approve(root: string, gate: Gate): Promise<void> {
  const { plan, digest } = await planned(root, gate);
  const { approvals } = await testApi();
  const { script, shell, directory } = plan;
  await approvals.add({ digest, script, shell: shell.dialect, directory, document: roadmap });
}

/** A gate as the editor runs it. */
export async function planned(
  root: string,
  { language, text }: Gate,
): Promise<{ plan: GatePlan; digest: string }> {
  const userShell = process.env['SHELL'] ?? null;
  const settings = { platform: process.platform, shell: null, userShell, root, env: {}, timeout: null };
  const plan = planGate({ name: text, language, text }, settings);
  return { plan, digest: await gateDigest(plan) };
}

export async function testApi(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>('roadgate.roadgate');
  assert(extension);
  return extension.activate();
}

/** Clicks the gate's lens of a task; settles when the run has ended. */
export async function run(heading: string, file = roadmap): Promise<void> {
  await vscode.commands.executeCommand('roadgate.runGate', await argumentOf(heading, file));
}

export async function argumentOf(heading: string, file: string): Promise<unknown> {
  const lens = await until(`${heading} has a lens`, async () => {
    const found = await lensesAt(heading, file);
    return found.find(({ command }) => command?.arguments?.[0] !== undefined);
  });
  const [argument] = lens.command?.arguments as unknown[];
  return argument;
}

export async function untilLens(heading: string, title: RegExp, file = roadmap): Promise<void> {
  let seen: string[] = [];
  try {
    await until(`the lens says ${title}`, async () => {
      const lenses = await lensesAt(heading, file);
      seen = lenses.map(({ command }) => command?.title.replace(/^(?:\$\([\w-]+\)|▷)\s*/, '') ?? '');
      return seen.some((one) => title.test(one));
    });
  } catch (error) {
    throw new Error(`${String(error)} It says: ${seen.join(' | ')}`, { cause: error });
  }
}

async function lensesAt(heading: string, file: string): Promise<vscode.CodeLens[]> {
  const document = await open(file);
  const { line } = find(document, heading);
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    500,
  );
  return all.filter(({ range }) => range.start.line === line);
}
