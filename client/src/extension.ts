import * as vscode from 'vscode';
import { RoadgateClient } from './client.ts';
import { registerExplainLine } from './commands/explainLine.ts';
import { registerGoToTask } from './commands/goToTask.ts';
import { registerNewRoadmap } from './commands/newRoadmap.ts';
import { registerOpenBoard } from './commands/openBoard.ts';
import { registerOpenPullRequest } from './commands/openPullRequest.ts';
import { registerServerCommands } from './commands/server.ts';
import { registerShowCriteria } from './commands/showCriteria.ts';
import { registerTickMetCriteria } from './commands/tickMetCriteria.ts';
import { registerUpdateLineReferences } from './commands/updateLineReferences.ts';
import { registerUpdateStatus } from './commands/updateStatus.ts';
import { registerContextKeys } from './contextKeys.ts';
import { GateResults } from './gateResults.ts';
import type { Approvals } from './gates/approvals.ts';
import { registerGates } from './gates/register.ts';
import type { StandIns } from './pullRequest/flow.ts';
import { Roadmaps } from './roadmaps.ts';
import { registerRoadmapTree } from './views/roadmapTree.ts';
import { registerStatusBar } from './views/statusBar.ts';
import { registerStatusItem } from './views/statusItem.ts';

let client: RoadgateClient | undefined;

/** What tests in the editor get: a dialog cannot be answered there. */
export interface TestApi {
  readonly approvals: Approvals;
  readonly pullRequests: StandIns;
}

/**
 * Registers and returns: no disk, no git, no network. The server starts with the first roadmap or view.
 * Other extensions get nothing; only an editor that was started to test this one hands out `TestApi`.
 */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const start = performance.now();
  const log = vscode.window.createOutputChannel('Roadgate', { log: true });
  client = new RoadgateClient(context, log);
  const roadmaps = new Roadmaps(client);
  const results = new GateResults(client);
  const gates = registerGates(context, client, roadmaps, results, log);
  const pullRequests: StandIns = {};
  context.subscriptions.push(
    log,
    client,
    roadmaps,
    results,
    gates.subscription,
    registerContextKeys(roadmaps),
    registerRoadmapTree(client, roadmaps, results, log),
    registerStatusItem(client, roadmaps),
    registerStatusBar(roadmaps),
    registerExplainLine(client, log),
    registerGoToTask(),
    registerShowCriteria(roadmaps),
    registerNewRoadmap(),
    registerTickMetCriteria(client, log),
    registerUpdateLineReferences(client, log),
    registerUpdateStatus(client, log),
    registerOpenPullRequest(client, roadmaps, results, log, pullRequests),
    registerOpenBoard({ extension: context.extensionUri, client, roadmaps, results, log }),
    registerServerCommands(client, roadmaps, log),
  );
  // The library of the client takes a while to load; the extension is active first.
  const starting = setImmediate(() => client?.startForOpenDocuments());
  context.subscriptions.push(new vscode.Disposable(() => clearImmediate(starting)));
  log.info(`Activated in ${Math.round(performance.now() - start)} ms`);
  const { approvals } = gates;
  return context.extensionMode === vscode.ExtensionMode.Test ? { approvals, pullRequests } : undefined;
}

/** Waits until the server has stopped, so that no process is left behind. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
