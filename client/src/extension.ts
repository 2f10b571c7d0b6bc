import * as vscode from 'vscode';
import { RoadgateClient } from './client.ts';
import { registerCreateIssues } from './commands/createIssues.ts';
import { registerExplainLine } from './commands/explainLine.ts';
import { registerGoToTask } from './commands/goToTask.ts';
import { registerNewRoadmap } from './commands/newRoadmap.ts';
import { ShownRoadmap } from './board/shownRoadmap.ts';
import { registerOpenBoard } from './commands/openBoard.ts';
import { registerOpenExample } from './commands/openExample.ts';
import { registerOpenPullRequest } from './commands/openPullRequest.ts';
import { registerPullRequests } from './commands/pullRequests.ts';
import { registerServerCommands } from './commands/server.ts';
import { registerShowCriteria } from './commands/showCriteria.ts';
import { registerStartWork } from './commands/startWork.ts';
import { registerSyncStates } from './commands/syncStates.ts';
import { registerTickMetCriteria } from './commands/tickMetCriteria.ts';
import { registerUpdateLineReferences } from './commands/updateLineReferences.ts';
import { registerUpdateStatus } from './commands/updateStatus.ts';
import { registerContextKeys } from './contextKeys.ts';
import { ForgeAccounts } from './forge/accounts.ts';
import { GateResults } from './gateResults.ts';
import type { Approvals } from './gates/approvals.ts';
import { registerGates } from './gates/register.ts';
import { type MarkdownPreview, registerMarkdownPreview } from './preview/register.ts';
import type { IssueStandIns } from './issues/flow.ts';
import { PullRequestDrafts } from './pullRequest/drafts.ts';
import type { StandIns } from './pullRequest/flow.ts';
import { PullRequestStates } from './pullRequestStates.ts';
import { Roadmaps } from './roadmaps.ts';
import { registerRoadmapTree } from './views/roadmapTree.ts';
import { registerStatusBar } from './views/statusBar.ts';
import { registerStatusItem } from './views/statusItem.ts';
import { registerWalkthrough } from './walkthrough.ts';

let client: RoadgateClient | undefined;

/** What tests in the editor get: a dialog cannot be answered there. */
export interface TestApi {
  readonly approvals: Approvals;
  readonly pullRequests: StandIns;
  readonly issues: IssueStandIns;
}

/** What the editor's preview of Markdown asks for, and in a test what the test needs. */
export type Api = Pick<MarkdownPreview, 'extendMarkdownIt'> & Partial<TestApi>;

/**
 * Registers and returns: no disk, no git, no network. The server starts with the first roadmap or view.
 * Other extensions get nothing but the plug-in of the preview; only an editor that was started to test this one
 * hands out `TestApi`.
 */
export function activate(context: vscode.ExtensionContext): Api {
  const start = performance.now();
  const log = vscode.window.createOutputChannel('Roadgate', { log: true });
  client = new RoadgateClient(context, log);
  const roadmaps = new Roadmaps(client);
  const results = new GateResults(client);
  const gates = registerGates(context, client, roadmaps, results, log);
  const accounts = new ForgeAccounts(context, log);
  const pullRequests: StandIns = {};
  const issues: IssueStandIns = {};
  const drafts = new PullRequestDrafts(context.workspaceState);
  const states = new PullRequestStates(client, roadmaps, {
    log,
    token: accounts.token,
    standIns: pullRequests,
  });
  const shown = new ShownRoadmap();
  const preview = registerMarkdownPreview(client, log);
  context.subscriptions.push(
    log,
    client,
    roadmaps,
    results,
    gates.subscription,
    preview.subscription,
    registerContextKeys(roadmaps),
    registerRoadmapTree(client, roadmaps, results, states, log),
    registerStatusItem(client, roadmaps),
    shown,
    registerStatusBar(roadmaps, shown),
    registerWalkthrough(results),
    registerOpenExample(context, log),
    registerExplainLine(client, log),
    registerGoToTask(),
    registerShowCriteria(roadmaps),
    registerNewRoadmap(),
    registerTickMetCriteria(client, log),
    registerUpdateLineReferences(client, log),
    registerUpdateStatus(client, log),
    registerStartWork(client, roadmaps, log),
    registerOpenPullRequest(client, roadmaps, results, log, accounts.token, pullRequests, drafts, states),
    registerPullRequests({
      client,
      roadmaps,
      results,
      states,
      log,
      token: accounts.token,
      standIns: pullRequests,
    }),
    states,
    registerCreateIssues(client, log, accounts.token, issues),
    vscode.commands.registerCommand('roadgate.signOut', () => accounts.signOut()),
    registerSyncStates(client, roadmaps, log, accounts.token),
    registerOpenBoard({ extension: context.extensionUri, client, roadmaps, results, shown, log }),
    registerServerCommands(client, roadmaps, states, log),
  );
  // The library of the client takes a while to load; the extension is active first.
  const starting = setImmediate(() => client?.startForOpenDocuments());
  context.subscriptions.push(new vscode.Disposable(() => clearImmediate(starting)));
  log.info(`Activated in ${Math.round(performance.now() - start)} ms`);
  const { approvals } = gates;
  const { extendMarkdownIt } = preview;
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest ? { extendMarkdownIt, approvals, pullRequests, issues } : { extendMarkdownIt };
}

/** Waits until the server has stopped, so that no process is left behind. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
