import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import { PullRequestSourceRequest } from '../../../server/src/protocol/forge.ts';
import { type GateResult } from '../../../server/src/protocol/gates.ts';
import { type TaskArgument } from '../../../server/src/protocol/lenses.ts';
import type { RoadgateClient } from '../client.ts';
import type { GateResults } from '../gateResults.ts';
import { showFailure } from '../log.ts';
import type * as Bundle from '../pullRequest/bundle.ts';
import type { PullRequestRequest } from '../pullRequest/flow.ts';
import type { PullRequestStates } from '../pullRequestStates.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { pickTask, refusalFor, taskAtCursor } from './openPullRequest.ts';
import { taskOf } from './runGate.ts';

/** What the commands about pull requests work with. */
export interface PullRequestServices extends Pick<PullRequestRequest, 'log' | 'token' | 'standIns'> {
  readonly client: RoadgateClient;
  readonly roadmaps: Roadmaps;
  readonly results: GateResults;
  readonly states: PullRequestStates;
}

/** Updating a pull request, opening those of all ready tasks, and the offer to update one after a gate run. */
export function registerPullRequests(services: PullRequestServices): vscode.Disposable {
  const { log, states } = services;
  const attempt = async (action: () => Promise<unknown>): Promise<unknown> => {
    try {
      const result = await action();
      void states.refresh();
      return result;
    } catch (error) {
      void showFailure(log, vscode.l10n.t('The pull request could not be changed.'), error);
      return undefined;
    }
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('roadgate.updatePullRequest', (argument: unknown) =>
      attempt(() => update(services, argument)),
    ),
    vscode.commands.registerCommand('roadgate.openReadyPullRequests', () =>
      attempt(() => openReady(services)),
    ),
    offerUpdates(services),
  );
}

async function update(services: PullRequestServices, argument: unknown): Promise<unknown> {
  const { client, roadmaps, results } = services;
  const title = vscode.l10n.t('Update the Pull Request of a Task');
  const target = taskOf(argument) ?? (await taskAtCursor(client)) ?? (await pickTask(roadmaps, title));
  if (target === undefined) return { kind: 'dismissed' };
  const uri = vscode.Uri.parse(target.uri);
  const reason = refusalFor(uri);
  const source = reason === undefined ? await client.request(PullRequestSourceRequest, target) : null;
  if (source === null) {
    const message = reason ?? vscode.l10n.t('This task is no longer in its roadmap.');
    void vscode.window.showWarningMessage(message);
    return { kind: 'refused', message };
  }
  const gate = results.get(target.uri, target.task);
  return load().updatePullRequest({ uri, source, gate, ...services });
}

async function openReady(services: PullRequestServices): Promise<unknown> {
  const { client, roadmaps, results } = services;
  await roadmaps.load();
  const targets = roadmaps
    .all()
    .filter(({ uri }) => refusalFor(vscode.Uri.parse(uri)) === undefined)
    .flatMap(({ uri, tasks }) =>
      tasks
        .filter(({ effectiveStatus }) => !['deferred', 'cancelled'].includes(effectiveStatus))
        .map(({ key }): TaskArgument => ({ uri, task: key })),
    );
  const made = await Promise.all(
    targets.map(async (target) => {
      const source = await client.request(PullRequestSourceRequest, target);
      const gate = results.get(target.uri, target.task);
      return source === null ? [] : [{ uri: vscode.Uri.parse(target.uri), source, gate }];
    }),
  );
  return load().openReadyPullRequests({ tasks: made.flat(), ...services });
}

/** Says that evidence is newer than the pull request that shows it: never more than once for one run. */
function offerUpdates({ results, roadmaps, states }: PullRequestServices): vscode.Disposable {
  let running = new Set<string>();
  return results.onChanged(() => {
    const all = results.all();
    const ended = all.filter((result) => result.outcome !== 'running' && running.has(keyOf(result)));
    running = new Set(all.filter(({ outcome }) => outcome === 'running').map(keyOf));
    for (const { uri, task } of ended) {
      const known = states.of(uri, task);
      if (known?.state === 'open') void offer({ uri, task }, known.number, roadmaps.task(uri, task)?.id);
    }
  });
}

async function offer(target: TaskArgument, number: number, id: string | null | undefined): Promise<void> {
  const action = vscode.l10n.t('Update Pull Request…');
  const message = vscode.l10n.t(
    'Pull request #{0} does not know the new result of {1} yet.',
    number,
    id ?? '',
  );
  const choice = await vscode.window.showInformationMessage(message, action);
  if (choice === action) await vscode.commands.executeCommand('roadgate.updatePullRequest', target);
}

function keyOf({ uri, task }: GateResult): string {
  return `${uri}#${task}`;
}

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Bundle {
  return createRequire(import.meta.url)('./pullRequest.cjs') as typeof Bundle;
}
