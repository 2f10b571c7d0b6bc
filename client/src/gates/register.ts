import * as vscode from 'vscode';
import { dialectOf } from '../../../server/src/gates/shell.ts';
import type { RoadgateClient } from '../client.ts';
import { registerAddGate } from '../commands/addGate.ts';
import { registerGateReport } from '../commands/gateReport.ts';
import { registerManageApprovedGates } from '../commands/manageApprovedGates.ts';
import { registerRunGate } from '../commands/runGate.ts';
import type { GateResults } from '../gateResults.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { readText } from '../settings.ts';
import { Approvals } from './approvals.ts';
import { GateHistory } from './gateHistory.ts';
import { GateRunner } from './gateRunner.ts';
import { registerGateTasks } from './taskProvider.ts';
import { GateTests } from './testExplorer.ts';

export interface Gates {
  readonly approvals: Approvals;
  readonly subscription: vscode.Disposable;
}

/** Everything that runs gates: commands, Test Explorer, approvals and the results that lenses show. */
export function registerGates(
  context: vscode.ExtensionContext,
  client: RoadgateClient,
  roadmaps: Roadmaps,
  results: GateResults,
  log: vscode.LogOutputChannel,
): Gates {
  const approvals = new Approvals(context.workspaceState);
  const history = new GateHistory(context, roadmaps, results, log);
  const runner = new GateRunner(client, roadmaps, approvals, history);
  const tests = new GateTests(roadmaps, results, runner, log);
  const subscription = vscode.Disposable.from(
    history,
    runner,
    tests,
    registerRunGate(client, tests, history, runner, log),
    registerAddGate(client, log),
    registerManageApprovedGates(approvals),
    registerGateReport(roadmaps, results),
    registerGateTasks(roadmaps, runner),
    tellUnknownShell(log),
  );
  return { approvals, subscription };
}

/** A shell that speaks no language of ours cannot run a gate: the log says that another one does. */
function tellUnknownShell(log: vscode.LogOutputChannel): vscode.Disposable {
  const tell = (): void => {
    const shell = readText('gates.shell');
    if (shell === '' || dialectOf(shell) !== undefined) return;
    const known = 'bash, zsh, sh, dash, ash, ksh, mksh, pwsh, powershell and cmd';
    log.warn(
      `Settings: gates.shell cannot be ${shell}: gates run in ${known} alone. Your own shell is used.`,
    );
  };
  tell();
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('roadgate.gates.shell')) tell();
  });
}
