import * as vscode from 'vscode';
import { RoadgateClient } from './client.ts';
import { registerGoToTask } from './commands/goToTask.ts';
import { registerNewRoadmap } from './commands/newRoadmap.ts';
import { registerServerCommands } from './commands/server.ts';
import { registerShowCriteria } from './commands/showCriteria.ts';
import { registerContextKeys } from './contextKeys.ts';
import { GateResults } from './gateResults.ts';
import { Roadmaps } from './roadmaps.ts';
import { registerRoadmapTree } from './views/roadmapTree.ts';
import { registerStatusItem } from './views/statusItem.ts';

let client: RoadgateClient | undefined;

/** Registers and returns: no disk, no git, no network. The server starts with the first roadmap or view. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Roadgate', { log: true });
  client = new RoadgateClient(context, log);
  const roadmaps = new Roadmaps(client);
  const results = new GateResults(client);
  context.subscriptions.push(
    log,
    client,
    roadmaps,
    results,
    registerContextKeys(roadmaps),
    registerRoadmapTree(client, roadmaps, results, log),
    registerStatusItem(client, roadmaps),
    registerGoToTask(),
    registerShowCriteria(roadmaps),
    registerNewRoadmap(),
    registerServerCommands(client, roadmaps, log),
  );
  client.startForOpenDocuments();
}

/** Waits until the server has stopped, so that no process is left behind. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
