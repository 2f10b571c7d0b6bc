import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { effectiveGates } from '../core/analysis/effectiveGates.ts';
import { pullRequestFacts } from '../core/analysis/pullRequestFacts.ts';
import { DEFAULT_CONFIG } from '../core/config.ts';
import { locate } from '../core/model/workspace.ts';
import type { GateReport } from '../forge/evidence.ts';
import type { PullRequestTask } from '../forge/openPullRequest.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../host/evidenceStore.ts';
import { readResults } from './gateResult.ts';
import { collectGates, type GateProject } from './gateSelection.ts';
import type { LoadedProject } from './load.ts';
import { documentName, type NamedTask } from './namedTasks.ts';

/** Makes of tasks what their pull requests are made of; the evidence of each project is read once. */
export class PullRequestTasks {
  /** The root of the repository. */
  readonly #repository: string;
  readonly #gates = new Map<LoadedProject, Promise<ProjectResults>>();

  constructor(repository: string) {
    this.#repository = repository;
  }

  async of({ project, document, task }: NamedTask): Promise<PullRequestTask> {
    const file = path.relative(this.#repository, fileURLToPath(document.uri)).split(path.sep).join('/');
    const criteria = task.items.filter(({ role }) => role === 'criterion');
    const config = locate(project.workspace, document.uri)?.folder.config ?? DEFAULT_CONFIG;
    return {
      source: {
        task: { id: task.id, title: task.title, branch: task.branch, line: task.line, criteria },
        ...pullRequestFacts(document, task, config),
      },
      documentPath: file.startsWith('../') ? null : file,
      gates: await this.#reports({ project, document, task }),
    };
  }

  /** From the evidence that the repository keeps; none where a gate of the task was never run. */
  async #reports({ project, document, task }: NamedTask): Promise<readonly GateReport[]> {
    let results = this.#gates.get(project);
    if (!results) this.#gates.set(project, (results = readProject(project)));
    const { gates, of } = await results;
    const name = documentName(project, document);
    const known = gates.tasks.find((one) => one.document === name && one.key === task.key);
    const result = known && of.get(known);
    if (known === undefined || result === undefined) return [];
    const { outcome, commit, duration, fresh } = result;
    if (outcome === 'running' || outcome === 'incomplete') return [];
    const title = known.gates.map(({ plan }) => plan.name).join(', ');
    const commands = commandsOf({ project, document, task });
    return [{ name: title, commands, outcome, commit, duration, fresh }];
  }
}

interface ProjectResults {
  readonly gates: GateProject;
  readonly of: Awaited<ReturnType<typeof readResults>>;
}

async function readProject(project: LoadedProject): Promise<ProjectResults> {
  const gates = await collectGates(project);
  const history = await new EvidenceStore(path.join(gates.root, EVIDENCE_FILE)).read();
  if (history.length === 0) return { gates, of: new Map() };
  return { gates, of: await readResults({ project: gates, history, tree: await gates.readTree() }) };
}

function commandsOf({ project, document, task }: NamedTask): readonly string[] {
  const shared = locate(project.workspace, document.uri)?.folder.config.gates ?? [];
  const gates = effectiveGates(document, task, shared)?.gates ?? [];
  return gates.flatMap((gate) => ('run' in gate ? [gate.run] : gate.commands));
}
