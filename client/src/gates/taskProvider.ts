import * as vscode from 'vscode';
import * as z from 'zod';
import { visibleText } from '../../../server/src/gates/approval.ts';
import { type GateOwner, gateOwners, gateOwnersIn } from '../../../server/src/gates/owners.ts';
import { placePhrase } from '../../../server/src/gates/words.ts';
import type { RunResult } from '../../../server/src/host/runner.ts';
import type { GateOutline, RoadmapOutline, TaskOutline } from '../../../server/src/protocol/outline.ts';
import type { Roadmaps } from '../roadmaps.ts';
import { type GateRunner, nameOf, type RunView } from './gateRunner.ts';
import { toTerminal } from './testOutput.ts';

const TYPE = 'roadgate';

/** The gates of a task or phase of a roadmap as a task of the editor: `roadmap` is a path, `task` an id or a title. */
const Definition = z.object({ type: z.literal(TYPE), roadmap: z.string(), task: z.string() });
type Definition = z.infer<typeof Definition>;

/**
 * Gates as tasks of the editor, to be bound to keys, chained, and run before a launch. They run as everywhere:
 * after approval, with evidence, and not in Restricted Mode.
 */
export function registerGateTasks(roadmaps: Roadmaps, runner: GateRunner): vscode.Disposable {
  const execution = (definition: Definition): vscode.CustomExecution =>
    new vscode.CustomExecution(() => Promise.resolve(new GateTerminal(definition, roadmaps, runner)));
  return vscode.tasks.registerTaskProvider(TYPE, {
    async provideTasks() {
      await roadmaps.loadWhole();
      return roadmaps.all().flatMap((roadmap) => tasksOf(roadmap, execution));
    },
    resolveTask(task) {
      const definition = Definition.safeParse(task.definition).data;
      if (!definition) return undefined;
      const scope = task.scope ?? vscode.TaskScope.Workspace;
      return new vscode.Task(task.definition, scope, task.name, TYPE, execution(definition));
    },
  });
}

/** More would make a list that nobody reads; others can still be written by hand. */
const MOST = 500;

function tasksOf(
  { uri, tasks }: RoadmapOutline,
  execution: (definition: Definition) => vscode.CustomExecution,
): vscode.Task[] {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri));
  if (!folder) return [];
  const gated = tasks.filter(({ gates }) => gates.length > 0).slice(0, MOST);
  return gated.map((task) => {
    const definition: Definition = { type: TYPE, roadmap: pathOf(uri), task: task.id ?? task.title };
    const made = new vscode.Task(definition, folder, nameOf(task), TYPE, execution(definition));
    made.group = vscode.TaskGroup.Test;
    return made;
  });
}

function pathOf(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri), false);
}

/** Runs the gates of a task or phase and shows their output; its exit code is 0 if all passed, 1 if not, 2 if none ran. */
class GateTerminal implements vscode.Pseudoterminal {
  readonly #definition: Definition;
  readonly #roadmaps: Roadmaps;
  readonly #runner: GateRunner;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  readonly #cancellation = new vscode.CancellationTokenSource();
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  constructor(definition: Definition, roadmaps: Roadmaps, runner: GateRunner) {
    this.#definition = definition;
    this.#roadmaps = roadmaps;
    this.#runner = runner;
  }

  open(): void {
    void this.#run().then(
      (code) => this.#closed.fire(code),
      (error: unknown) => {
        this.#write(String(error));
        this.#closed.fire(2);
      },
    );
  }

  close(): void {
    this.#cancellation.cancel();
  }

  async #run(): Promise<number> {
    // A launch may be the first thing that somebody does.
    await this.#roadmaps.loadWhole();
    const found = this.#roadmaps.all().flatMap((roadmap) => {
      return pathOf(roadmap.uri) === this.#definition.roadmap ? [roadmap] : [];
    });
    const [roadmap] = found;
    const owners = roadmap ? ownersNamed(roadmap, this.#definition.task) : [];
    if (!roadmap || owners.length === 0) {
      const { roadmap: path, task: name } = this.#definition;
      this.#write(vscode.l10n.t('There is no task or phase {0} with a gate in {1}.', name, path));
      return 2;
    }
    const results: RunResult[] = [];
    const refusal = await this.#runner.run(
      owners.map(({ key }) => ({ uri: roadmap.uri, task: key })),
      () => this.#view(results),
      this.#cancellation.token,
      { mayAsk: true, stopAtFailure: true },
    );
    if (refusal !== undefined) {
      this.#write(refusal.reason ?? vscode.l10n.t('Nothing ran: a gate was not approved.'));
      return 2;
    }
    return results.length > 0 && results.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  }

  #view(results: RunResult[]): RunView {
    return {
      enqueued: () => undefined,
      skipped: ({ name }: GateOutline, reason) => this.#write(visibleText(`${name}: ${reason}`)),
      started: ({ name, cwd, cwdReason }) =>
        this.#write(visibleText(`▷ ${name}${placePhrase(cwd, cwdReason)}`)),
      output: (_, text) => this.#written.fire(toTerminal(text)),
      ended: (_, result) => {
        results.push(result);
        this.#write(result.reason ?? vscode.l10n.t('The gate passed.'));
      },
    };
  }

  #write(line: string): void {
    this.#written.fire(`${toTerminal(line)}\r\n`);
  }
}

/** The task of this name, else all that runs for the phase of this name, in the order of the run. */
function ownersNamed(roadmap: RoadmapOutline, name: string): readonly GateOwner[] {
  const task = gateOwners(roadmap).find((each) => each.level === 'task' && isNamed(each, name));
  if (task) return [task];
  const phase = roadmap.groups.find((each) => isNamed(each, name));
  return phase ? gateOwnersIn(roadmap, phase.key) : [];
}

/** People leave out the `#`. */
function isNamed({ id, title }: Pick<TaskOutline, 'id' | 'title'>, name: string): boolean {
  const plain = (text: string): string => text.trim().replace(/^#/, '').toLowerCase();
  return [id ?? '', title].some((each) => plain(each) === plain(name));
}
