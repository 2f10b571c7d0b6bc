import path from 'node:path';
import * as vscode from 'vscode';
import { coversFile } from '../../../server/src/gates/coverage.ts';
import { gateOwner, gateOwnersIn } from '../../../server/src/gates/owners.ts';
import { planGate } from '../../../server/src/gates/plan.ts';
import type { GateArgument } from '../../../server/src/protocol/lenses.ts';
import { showFailure } from '../log.ts';
import type { GateResults } from '../gateResults.ts';
import type { Roadmaps } from '../roadmaps.ts';
import type { GateRunner, RunOptions, TaskRun } from './gateRunner.ts';
import { placeOf, rootOf } from './place.ts';
import { type GateTarget, type SelectedGate, TestTree } from './testTree.ts';
import { TestView } from './testView.ts';

/** The Test Explorer: what runs in it, and its items (see `TestTree`). */
export class GateTests implements vscode.Disposable {
  readonly #roadmaps: Roadmaps;
  readonly #results: GateResults;
  readonly #runner: GateRunner;
  readonly #log: vscode.LogOutputChannel;
  readonly #controller = vscode.tests.createTestController('roadgate', vscode.l10n.t('Roadgate gates'));
  readonly #tree: TestTree;
  readonly #subscription: vscode.Disposable;

  constructor(roadmaps: Roadmaps, results: GateResults, runner: GateRunner, log: vscode.LogOutputChannel) {
    this.#roadmaps = roadmaps;
    this.#results = results;
    this.#runner = runner;
    this.#log = log;
    this.#tree = new TestTree(roadmaps, results, this.#controller);
    this.#controller.resolveHandler = (item) => this.#tree.resolve(item);
    this.#controller.refreshHandler = () => this.#roadmaps.load(true);
    this.#controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, token) =>
        request.continuous ? this.#keepRunning(request, token) : this.#run(request, token, { mayAsk: true }),
      true,
      undefined,
      true,
    );
    this.#subscription = vscode.Disposable.from(
      roadmaps.onChanged((change) => void this.#tree.update(change)),
      results.onChanged(() => this.#tree.showResults()),
    );
  }

  /** Runs the gates of a task, phase or document, or the one that is named, as if that had been started in the Test Explorer. */
  async runTask({ uri, task, gate }: GateArgument): Promise<void> {
    const item = await this.#tree.find(uri, task);
    if (item) await this.#tree.resolve(item);
    const children = item ? [...item.children].map(([, child]) => child) : [];
    // Not the tasks below it: they have lenses of their own.
    const gates = children.filter(({ id }) => (gate === undefined ? isGate(id) : id === `gate:${gate}`));
    if (gates.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no gate here that could run.'));
      return;
    }
    const cancellation = new vscode.CancellationTokenSource();
    try {
      const options = { mayAsk: true, onStart: openResults };
      await this.#run(new vscode.TestRunRequest(gates), cancellation.token, options);
    } finally {
      cancellation.dispose();
    }
  }

  /**
   * Runs the gates of a phase that are not known to pass, tasks behind those they depend on and its own last, up to the
   * first that does not pass; started again it goes on there.
   * @param group the key of the phase; null: the whole document.
   */
  async runPhase(uri: string, group: string | null): Promise<void> {
    await this.#roadmaps.load();
    const roadmap = this.#roadmaps.get(uri);
    const owners = roadmap ? gateOwnersIn(roadmap, group) : [];
    if (owners.some(({ key }) => this.#results.get(uri, key)?.outcome === 'running')) {
      await vscode.commands.executeCommand('testing.showMostRecentOutput');
      return;
    }
    const waiting = owners.filter(({ key }) => {
      const result = this.#results.get(uri, key);
      return !(result?.outcome === 'passed' && result.fresh);
    });
    const gates: vscode.TestItem[] = [];
    for (const { key } of waiting) {
      const item = await this.#tree.find(uri, key);
      if (!item) continue;
      await this.#tree.resolve(item);
      for (const [id, child] of item.children) if (isGate(id)) gates.push(child);
    }
    if (gates.length === 0) {
      const passed = vscode.l10n.t('All gates here have passed, and nothing changed since.');
      const none = vscode.l10n.t('There is no gate here that could run.');
      void vscode.window.showInformationMessage(owners.length > 0 ? passed : none);
      return;
    }
    const cancellation = new vscode.CancellationTokenSource();
    try {
      const options = { mayAsk: true, onStart: openResults, stopAtFailure: true };
      await this.#run(new vscode.TestRunRequest(gates), cancellation.token, options);
    } finally {
      cancellation.dispose();
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#controller.dispose();
  }

  async #run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    options: RunOptions,
  ): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const cancellation = new vscode.CancellationTokenSource();
    const subscriptions = [
      cancellation,
      token.onCancellationRequested(() => cancellation.cancel()),
      // Of a run that a command started, this is the button in the Test Explorer.
      run.token.onCancellationRequested(() => cancellation.cancel()),
    ];
    try {
      const selected = await this.#tree.select(request);
      const items = new Map(selected.map((gate) => [keyOf(gate.target), gate.items]));
      const refusal = await this.#runner.run(
        taskRuns(selected),
        ({ uri, task }) => new TestView(run, (gate) => items.get(keyOf({ uri, task, gate }))),
        cancellation.token,
        options,
      );
      // The run ends now, not when somebody has read the message.
      if (refusal?.reason !== undefined) void tell(refusal.reason);
    } catch (error) {
      void showFailure(this.#log, vscode.l10n.t('The gate could not be run.'), error);
    } finally {
      run.end();
      vscode.Disposable.from(...subscriptions).dispose();
    }
  }

  /**
   * Until it is switched off, each save of a file runs those of the gates that cover it. What is not approved
   * is asked for once, at the beginning: a save opens no dialog.
   */
  async #keepRunning(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const saved = new Set<string>();
    let running: Promise<void> | undefined;
    const drain = async (): Promise<void> => {
      while (saved.size > 0 && !token.isCancellationRequested) {
        const files = [...saved];
        saved.clear();
        const include = (await this.#tree.select(request))
          .filter(({ target }) => files.some((file) => this.#covers(target, file)))
          .map(({ items }) => items.gate);
        const again = new vscode.TestRunRequest(include, undefined, request.profile, true);
        if (include.length > 0) await this.#run(again, token, { mayAsk: false });
      }
      running = undefined;
    };
    const watching = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      saved.add(uri.toString());
      running ??= drain();
    });
    token.onCancellationRequested(() => void watching.dispose());
    try {
      const refusal = await this.#runner.approve(taskRuns(await this.#tree.select(request)));
      if (refusal?.reason !== undefined) void tell(refusal.reason);
    } catch (error) {
      void showFailure(this.#log, vscode.l10n.t('Not all gates could be approved.'), error);
    }
  }

  /** Roadmaps themselves are covered by no gate. */
  #covers({ uri, task, gate: key }: GateTarget, file: string): boolean {
    const place = placeOf(vscode.Uri.parse(uri));
    const gate = gateOwner(this.#roadmaps.get(uri), task)?.gates.find((each) => each.key === key);
    if (place.kind === 'refused' || !gate || this.#roadmaps.get(file)) return false;
    const root = rootOf(vscode.Uri.parse(uri));
    const relative = path.relative(root, vscode.Uri.parse(file).fsPath).split(path.sep).join('/');
    if (relative.startsWith('../') || path.isAbsolute(relative)) return false;
    return coversFile(planGate(gate, place.settings).coverage, relative);
  }
}

/** Whether the id of an item is that of a gate. */
function isGate(id: string): boolean {
  return id.startsWith('gate:');
}

/** One run per task, in the order of the tree. */
function taskRuns(selected: readonly SelectedGate[]): readonly TaskRun[] {
  const runs = new Map<string, { uri: string; task: string; gates: Set<string> }>();
  for (const { target } of selected) {
    const { uri, task, gate } = target;
    const key = JSON.stringify([uri, task]);
    const run = runs.get(key) ?? { uri, task, gates: new Set() };
    run.gates.add(gate);
    runs.set(key, run);
  }
  return [...runs.values()];
}

/** The editor itself does this only for runs that were started in its own views. */
function openResults(): void {
  const wanted = vscode.workspace.getConfiguration('testing').get<string>('automaticallyOpenTestResults');
  if (wanted !== 'openOnTestStart') return;
  void vscode.commands.executeCommand('workbench.panel.testResults.view.focus', { preserveFocus: true });
}

async function tell(reason: string): Promise<void> {
  if (vscode.workspace.isTrusted) {
    await vscode.window.showWarningMessage(reason);
    return;
  }
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const choice = await vscode.window.showWarningMessage(reason, manage);
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

function keyOf({ uri, task, gate }: GateTarget): string {
  return JSON.stringify([uri, task, gate]);
}
