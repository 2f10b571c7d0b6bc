import { styleText } from 'node:util';
import { visibleText } from '../../gates/approval.ts';
import type { GateResult } from '../../protocol/gates.ts';
import { circumstances } from '../../gates/words.ts';
import type { ProjectResults } from '../gateResult.ts';
import type { GateProject, GateTask, PlannedGate } from '../gateSelection.ts';

/** A project's gates with what their last runs showed. */
export interface GateListing {
  readonly project: GateProject;
  readonly results: ProjectResults;
}

/** The gates by document and task, with their last result. */
export function writeGateList(listings: readonly GateListing[], colors: boolean): string {
  const blocks = listings.flatMap((listing) =>
    documentsOf(listing.project).map((document) => {
      const tasks = listing.project.tasks.filter((task) => task.document === document);
      const head = visibleText(document);
      const lines = tasks.map((task) => writeTask(task, listing.results.get(task)));
      return `${colors ? styleText('underline', head) : head}\n${lines.join('')}`;
    }),
  );
  return blocks.length > 0 ? blocks.join('\n') : 'No task has a gate.\n';
}

/** The same for programs. Lines are 1-based. */
export function writeGateListJson(listings: readonly GateListing[]): string {
  const listed = listings.flatMap(({ project, results }) =>
    project.tasks.map((task) => ({ level: task.level, json: taskJson(task, results.get(task)) })),
  );
  const of = (wanted: GateTask['level']): readonly object[] =>
    listed.flatMap(({ level, json }) => (level === wanted ? [json] : []));
  const all = { schemaVersion: 1, tasks: of('task'), phases: of('phase'), documents: of('document') };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** A file for `--approve`: one line per exact text. */
export function writeDigests(projects: readonly GateProject[]): string {
  const gates = projects.flatMap(({ tasks }) => tasks.flatMap((task) => task.gates));
  const lines = new Map(
    gates.map(({ digest, plan }) => [digest, visibleText(plan.script).replace(/\n/g, ' ⏎ ')]),
  );
  return [...lines].map(([digest, script]) => `${digest}  ${script}\n`).join('');
}

function documentsOf({ tasks }: GateProject): string[] {
  return [...new Set(tasks.map(({ document }) => document))];
}

function writeTask(task: GateTask, result: GateResult | undefined): string {
  const name = visibleText([task.id, task.title].filter(Boolean).join(' '));
  const origin = originOf(task);
  const gates = task.gates.map(({ plan }) => visibleText(plan.script).replace(/^(?=.)/gm, '      '));
  return `  ${name}${origin}${resultText(result)}\n${gates.join('\n')}\n`;
}

/** Whose the gates are, where that is not the task in front of it. */
function originOf({ level, source }: GateTask): string {
  if (level !== 'task') return ` (the ${level} itself)`;
  if (source === 'task') return '';
  return ` (of ${source === 'phase' ? 'its phase' : `the ${source}`})`;
}

function taskJson(task: GateTask, result: GateResult | undefined): object {
  const { document, line, id, title, source } = task;
  return { document, line, id, title, source, gates: task.gates.map(gateJson), last: lastJson(result) };
}

function resultText(result: GateResult | undefined): string {
  if (result === undefined || result.outcome === 'incomplete') return '';
  const told = circumstances({ ...result, age: Date.now() - Date.parse(result.start) });
  return `  ${result.outcome === 'passed' ? '✓ passed' : '✗ failed'} ${told}`;
}

function gateJson({ plan, digest, line }: PlannedGate): object {
  const { name, script, shell, directory } = plan;
  return { line, name, script, shell: shell.dialect, directory, digest };
}

function lastJson(result: GateResult | undefined): object | null {
  if (result === undefined) return null;
  const { outcome, commit, start, duration, fresh, gates } = result;
  return { outcome, commit, start, duration, fresh, gates };
}
