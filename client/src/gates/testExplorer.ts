import * as vscode from 'vscode';
import { evidenceTail } from '../../../server/src/gates/evidence.ts';
import type { RunResult } from '../../../server/src/host/runner.ts';
import type {
  GateOutline,
  GroupOutline,
  RoadmapOutline,
  TaskOutline,
} from '../../../server/src/protocol/messages.ts';
import { showFailure } from '../log.ts';
import type { Roadmaps, RoadmapsChange } from '../roadmaps.ts';
import { type GateRunner, nameOf, type RunView, type TaskRun } from './gateRunner.ts';
import { BoundedOutput, toTerminal } from './testOutput.ts';

/** What a test item stands for; documents and groups have none. */
interface Target {
  readonly uri: string;
  readonly task: string;
  /** Undefined: the task itself, with all its gates. */
  readonly gate?: string;
}

/**
 * The Test Explorer: document → phase → task → gate. Filled when somebody looks; ids stay the same while a
 * task and its gates do, so that results stay with them.
 */
export class GateTests implements vscode.Disposable {
  readonly #roadmaps: Roadmaps;
  readonly #runner: GateRunner;
  readonly #log: vscode.LogOutputChannel;
  readonly #controller = vscode.tests.createTestController('roadgate', vscode.l10n.t('Roadgate gates'));
  readonly #targets = new WeakMap<vscode.TestItem, Target>();
  readonly #subscription: vscode.Disposable;

  constructor(roadmaps: Roadmaps, runner: GateRunner, log: vscode.LogOutputChannel) {
    this.#roadmaps = roadmaps;
    this.#runner = runner;
    this.#log = log;
    this.#controller.resolveHandler = (item) => this.#resolve(item);
    this.#controller.refreshHandler = () => this.#roadmaps.load(true);
    this.#controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    this.#subscription = roadmaps.onChanged((change) => this.#update(change));
  }

  /** Runs all gates of a task as if it had been started in the Test Explorer. */
  async runTask(uri: string, task: string): Promise<void> {
    await this.#resolve(undefined);
    const document = this.#controller.items.get(uri);
    if (document) await this.#resolve(document);
    const item = document && this.#find(document, task);
    if (!item) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This task has no gate that could run.'));
      return;
    }
    const cancellation = new vscode.CancellationTokenSource();
    try {
      await this.#run(new vscode.TestRunRequest([item]), cancellation.token, openResults);
    } finally {
      cancellation.dispose();
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#controller.dispose();
  }

  async #resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (item) {
      const roadmap = this.#roadmaps.get(item.id);
      if (roadmap) this.#fill(item, roadmap);
      return;
    }
    await this.#roadmaps.load();
    this.#controller.items.replace(
      this.#roadmaps
        .all()
        .filter(({ tasks }) => tasks.some(({ gates }) => gates.length > 0))
        .map(({ uri }) => this.#controller.items.get(uri) ?? this.#documentItem(uri)),
    );
  }

  /** Nothing is made that nobody has looked at. */
  #update(change: RoadmapsChange): void {
    if (this.#controller.items.size === 0) return;
    if (change === 'all') void this.#resolve(undefined);
    for (const [, item] of this.#controller.items) {
      if (item.children.size > 0 && (change === 'all' || change.includes(item.id))) void this.#resolve(item);
    }
  }

  #documentItem(uri: string): vscode.TestItem {
    const parsed = vscode.Uri.parse(uri);
    const item = this.#controller.createTestItem(uri, vscode.workspace.asRelativePath(parsed), parsed);
    item.canResolveChildren = true;
    return item;
  }

  #fill(item: vscode.TestItem, roadmap: RoadmapOutline): void {
    item.children.replace(this.#unitsBelow(roadmap, null));
  }

  /** Groups and tasks below one, in document order; without those that have no gate. */
  #unitsBelow(roadmap: RoadmapOutline, parent: string | null): vscode.TestItem[] {
    const units = [
      ...roadmap.groups.map((unit) => ({ unit, make: () => this.#groupItem(roadmap, unit) })),
      ...roadmap.tasks.map((unit) => ({ unit, make: () => this.#taskItem(roadmap, unit) })),
    ];
    return units
      .filter(({ unit }) => unit.parent === parent)
      .sort((a, b) => a.unit.line - b.unit.line)
      .map(({ make }) => make())
      .filter((item) => item.children.size > 0);
  }

  #groupItem(roadmap: RoadmapOutline, group: GroupOutline): vscode.TestItem {
    const item = this.#item(roadmap, `group:${group.key}`, nameOf(group), group);
    item.children.replace(this.#unitsBelow(roadmap, group.key));
    return item;
  }

  #taskItem(roadmap: RoadmapOutline, task: TaskOutline): vscode.TestItem {
    const item = this.#item(roadmap, `task:${task.key}`, nameOf(task), task);
    const gates = task.gates.map((gate) => this.#gateItem(roadmap, task, gate));
    item.children.replace([...gates, ...this.#unitsBelow(roadmap, task.key)]);
    // A task may be there for the tasks below it alone.
    if (gates.length > 0) this.#targets.set(item, { uri: roadmap.uri, task: task.key });
    return item;
  }

  #gateItem(roadmap: RoadmapOutline, task: TaskOutline, gate: GateOutline): vscode.TestItem {
    const command = gate.commands[0] ?? '';
    const label = gate.name || command;
    const item = this.#controller.createTestItem(`gate:${gate.key}`, label, vscode.Uri.parse(roadmap.uri));
    item.range = toRange(gate.range ?? task.nameRange);
    item.description = [label === command ? '' : command, sourceText(task.gateSource)]
      .filter(Boolean)
      .join(' · ');
    this.#targets.set(item, { uri: roadmap.uri, task: task.key, gate: gate.key });
    return item;
  }

  #item(
    roadmap: RoadmapOutline,
    id: string,
    label: string,
    { line, nameRange }: Pick<TaskOutline, 'line' | 'nameRange'>,
  ): vscode.TestItem {
    const item = this.#controller.createTestItem(id, label, vscode.Uri.parse(roadmap.uri));
    item.range = toRange(nameRange);
    item.sortText = String(line).padStart(8, '0');
    return item;
  }

  #find(item: vscode.TestItem, task: string): vscode.TestItem | undefined {
    const target = this.#targets.get(item);
    if (target?.task === task && target.gate === undefined) return item;
    for (const [, child] of item.children) {
      const found = this.#find(child, task);
      if (found) return found;
    }
    return undefined;
  }

  /** @param onStart called when everything is approved and the first gate is about to start. */
  async #run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    onStart: () => void = () => undefined,
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
      const selected = await this.#select(request);
      const items = new Map(
        [...selected.values()].flat().map((item) => [keyOf(this.#targets.get(item)), item]),
      );
      const runs = [...selected].map(([, gates]) => this.#taskRun(gates)).filter((one) => one !== undefined);
      const refusal = await this.#runner.run(
        runs,
        ({ uri, task }) => new TestView(run, (gate) => items.get(keyOf({ uri, task, gate }))),
        cancellation.token,
        onStart,
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

  /** The gate items that a request means, by task, without those it excludes. */
  async #select(request: vscode.TestRunRequest): Promise<Map<string, vscode.TestItem[]>> {
    if (!request.include) await this.#resolve(undefined);
    const roots = request.include ?? [...this.#controller.items].map(([, item]) => item);
    const excluded = new Set(request.exclude);
    const selected = new Map<string, vscode.TestItem[]>();
    const visit = async (item: vscode.TestItem): Promise<void> => {
      if (excluded.has(item)) return;
      if (item.canResolveChildren && item.children.size === 0) await this.#resolve(item);
      const target = this.#targets.get(item);
      if (target?.gate !== undefined) {
        const key = keyOf({ uri: target.uri, task: target.task });
        const others = selected.get(key) ?? [];
        if (!others.includes(item)) selected.set(key, [...others, item]);
      }
      for (const [, child] of item.children) await visit(child);
    };
    for (const root of roots) await visit(root);
    return selected;
  }

  #taskRun(gates: readonly vscode.TestItem[]): TaskRun | undefined {
    const targets = gates.map((item) => this.#targets.get(item)).filter((target) => target !== undefined);
    const [first] = targets;
    if (!first) return undefined;
    const keys = targets.map(({ gate }) => gate).filter((gate) => gate !== undefined);
    return { uri: first.uri, task: first.task, gates: new Set(keys) };
  }
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

/** One run of the Test Explorer, for the gates of one task. */
class TestView implements RunView {
  readonly #run: vscode.TestRun;
  readonly #itemOf: (gate: string) => vscode.TestItem | undefined;
  readonly #outputs = new Map<string, BoundedOutput>();

  constructor(run: vscode.TestRun, itemOf: (gate: string) => vscode.TestItem | undefined) {
    this.#run = run;
    this.#itemOf = itemOf;
  }

  enqueued({ key }: GateOutline): void {
    const item = this.#itemOf(key);
    if (item) this.#run.enqueued(item);
  }

  started({ key, name }: GateOutline): void {
    const item = this.#itemOf(key);
    if (!item) return;
    this.#run.started(item);
    this.#run.appendOutput(`\r\n\x1b[1m▷ ${toTerminal(name)}\x1b[0m\r\n`, undefined, item);
    this.#outputs.set(key, new BoundedOutput((text) => this.#run.appendOutput(text, undefined, item)));
  }

  output({ key }: GateOutline, text: string): void {
    this.#outputs.get(key)?.push(text);
  }

  ended(gate: GateOutline, result: RunResult): void {
    const item = this.#itemOf(gate.key);
    if (!item) return;
    this.#outputs.get(gate.key)?.finish();
    const reason = result.reason ?? '';
    if (reason !== '') this.#run.appendOutput(`\x1b[31m${toTerminal(reason)}\x1b[0m\r\n`, undefined, item);
    switch (result.outcome) {
      case 'passed':
        return this.#run.passed(item, result.duration);
      case 'failed':
        return this.#run.failed(item, messageOf(item, gate, result), result.duration);
      case 'errored':
        return this.#run.errored(item, new vscode.TestMessage(reason), result.duration);
      case 'cancelled':
        return this.#run.skipped(item);
    }
  }
}

function messageOf(item: vscode.TestItem, gate: GateOutline, result: RunResult): vscode.TestMessage {
  const tail = evidenceTail(result.output, process.env);
  const message = new vscode.TestMessage([result.reason, tail].filter(Boolean).join('\n\n'));
  const line = failingLineInDocument(gate, result.failingLine);
  if (item.uri && item.range) {
    message.location = new vscode.Location(
      item.uri,
      line === undefined ? item.range : new vscode.Position(line, 0),
    );
  }
  return message;
}

/** 0-based. The first line of a fence is its mark, so line 1 of its script is the one below. */
function failingLineInDocument({ form, range }: GateOutline, line: number | null): number | undefined {
  if (form !== 'fence' || range === null || line === null) return undefined;
  return Math.min(range.start.line + line, range.end.line);
}

function sourceText(source: TaskOutline['gateSource']): string {
  switch (source) {
    case 'phase':
      return vscode.l10n.t('of its phase');
    case 'document':
      return vscode.l10n.t('of the document');
    case 'project':
      return vscode.l10n.t('of .roadgate.yaml');
    case 'task':
    case null:
      return '';
  }
}

function toRange({ start, end }: GateOutline['range'] & object): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function keyOf(target: Target | undefined): string {
  return JSON.stringify([target?.uri, target?.task, target?.gate]);
}
