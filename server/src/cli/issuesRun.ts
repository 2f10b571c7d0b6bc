import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDay } from '../core/issues/milestones.ts';
import { issueSource, type IssueSource } from '../core/issues/source.ts';
import { normalizeId } from '../core/index/ids.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { applyChanges } from '../core/status/block.ts';
import { isStatusFile } from '../core/status/plan.ts';
import { applyIssues, type ApplyOutcome, type ApplyProgress } from '../forge/issues/apply.ts';
import { describePlan } from '../forge/issues/describe.ts';
import { destination, prepareIssues, type PreparedIssues } from '../forge/issues/prepare.ts';
import type { ForgeRepository } from '../forge/remote.ts';
import { planScript } from '../forge/issues/script.ts';
import { numberEdits } from '../forge/issues/writeBack.ts';
import { NodeFileSystem } from '../host/files.ts';
import { findRepositoryRoot, openGit } from '../host/git.ts';
import { createGitPort } from '../host/gitPort.ts';
import { replaceFile } from '../host/replaceFile.ts';
import {
  choose,
  type CommandInput,
  type ExitStatus,
  listOf,
  optionText,
  textsOf,
  UsageError,
} from './command.ts';
import { findProjectRoot, loadProjects, type LoadedProject } from './load.ts';
import { connectFromEnvironment, tokenAdvice } from './prToken.ts';
import { Progress } from './progress.ts';
import { outcomeJson, planJson } from './report/issues.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs `roadgate issues plan` or `apply`.
 * @returns 1 if the forge refused something, 2 if the run could not be completed.
 */
export async function runIssues(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const [action, ...ids] = input.args;
  if (action !== 'plan' && action !== 'apply') {
    throw new UsageError(`There is no \`issues ${action ?? ''}\`: it is plan or apply.`);
  }
  const roadmap = await findRoadmap(input, terminal);
  const prepared = await prepare(roadmap, ids, input);
  if (prepared.kind === 'refused') {
    terminal.err(prepared.message);
    return 2;
  }
  if (input.options.script === true) return printScript(prepared, terminal);
  if (action === 'plan' || input.options.dryRun === true) {
    printPlan(prepared, input, terminal);
    return 0;
  }
  return apply(roadmap, prepared, input, terminal);
}

type Planned = Extract<PreparedIssues, { kind: 'plan' }>;

interface Roadmap {
  readonly document: RoadmapDocument;
  readonly source: IssueSource;
  /** Absolute. */
  readonly repositoryRoot: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
}

async function findRoadmap(input: CommandInput, terminal: Terminal): Promise<Roadmap> {
  const repositoryRoot = findRepositoryRoot(terminal.cwd);
  if (repositoryRoot === undefined) {
    throw new UsageError('There is no git repository here: its remote says where issues go.');
  }
  const files = new NodeFileSystem({ processes: true });
  const { projects } = await loadProjects([findProjectRoot(terminal.cwd, terminal.cwd)], terminal, files);
  const { project, document } = onlyRoadmap(projects, input, terminal);
  const file = path.relative(repositoryRoot, fileURLToPath(document.uri)).split(path.sep).join('/');
  if (file.startsWith('../')) throw new UsageError('The roadmap lies outside of the git repository.');
  return { document, source: issueSource(project.workspace, document), repositoryRoot, path: file };
}

function onlyRoadmap(
  projects: readonly LoadedProject[],
  input: CommandInput,
  { cwd }: Terminal,
): { readonly project: LoadedProject; readonly document: RoadmapDocument } {
  const name = optionText(input, 'roadmap');
  const named = name === undefined ? undefined : path.resolve(cwd, name);
  const all = projects.flatMap((project) =>
    project.uris
      .flatMap((uri) => project.workspace.documents.get(uri) ?? [])
      .filter(({ tasks }) => tasks.length > 0)
      .map((document) => ({ project, document, file: fileURLToPath(document.uri) })),
  );
  const found = all.filter(({ file }) =>
    named === undefined ? !isStatusFile(path.basename(file)) : file === named,
  );
  const [only, other] = found;
  if (only === undefined) {
    throw new UsageError(
      named === undefined ? 'There is no roadmap with tasks here.' : `There is no task in ${name ?? ''}.`,
    );
  }
  if (other === undefined) return only;
  const names = found.map(({ file }) => path.relative(cwd, file));
  throw new UsageError(`Name the roadmap with --roadmap: ${listOf(names.slice(0, MOST_NAMES))}.`);
}

const MOST_NAMES = 5;

async function prepare(
  { repositoryRoot, source, path: documentPath }: Roadmap,
  ids: readonly string[],
  input: CommandInput,
): Promise<PreparedIssues> {
  const files = new NodeFileSystem({ processes: true });
  return prepareIssues({
    source,
    documentPath,
    start: startDay(input),
    only: ids.length === 0 ? null : new Set(ids.flatMap((id) => keysNamed(source, id))),
    git: createGitPort(openGit(repositoryRoot)),
    connect: connectFromEnvironment,
    exists: async (file) => (await files.stat(path.join(repositoryRoot, file))) !== undefined,
  });
}

function startDay(input: CommandInput): string | null {
  const [day] = textsOf(input, 'start');
  if (day === undefined) return null;
  if (!isDay(day)) throw new UsageError('--start takes a day such as 2026-01-05.');
  return day;
}

/** People leave out the `#`, which a shell takes for a comment. An epic goes by its title. */
function keysNamed({ items }: IssueSource, name: string): readonly string[] {
  const wanted = normalizeId(name);
  const found = items.filter(
    ({ id, title }) => normalizeId(id ?? '') === wanted || title.toLowerCase() === wanted,
  );
  if (found.length === 0) throw new UsageError(`There is no task ${name} in this roadmap.`);
  return found.map(({ key }) => key);
}

function printPlan(prepared: Planned, input: CommandInput, terminal: Terminal): void {
  tellIfUnknown(prepared, terminal);
  const context = { ...destination(prepared.repository), documentPath: prepared.input.place.documentPath };
  const format = choose(input, 'format', ['pretty', 'json']);
  terminal.out(
    format === 'json'
      ? planJson(prepared.plan, context)
      : colored(describePlan(prepared.plan, context), terminal),
  );
}

function printScript(prepared: Planned, terminal: Terminal): ExitStatus {
  if (prepared.repository.kind !== 'github') {
    terminal.err('The script is for `gh`, which knows only GitHub: use `roadgate issues apply` here.');
    return 2;
  }
  tellIfUnknown(prepared, terminal);
  const { owner, name, host } = prepared.repository;
  terminal.out(planScript(prepared.plan, { owner, name }, host, prepared.input.source.board));
  return 0;
}

function tellIfUnknown({ forge, repository }: Planned, terminal: Terminal): void {
  if (forge !== undefined) return;
  terminal.err(`Not compared with what is there already: ${howToSignIn(repository)}`);
}

/** As the end of a sentence. */
function howToSignIn(repository: ForgeRepository): string {
  return `there is no token: ${tokenAdvice(repository)}.`;
}

/** What is created is green, what changes yellow, conflicts and what leaves red. */
function colored(text: string, { colors }: Terminal): string {
  if (!colors) return text;
  return text.replace(
    /^([+~!-]).*$/gm,
    (line, sign: string) => `\u001b[${COLORS.get(sign) ?? 0}m${line}\u001b[0m`,
  );
}

const COLORS: ReadonlyMap<string, number> = new Map([
  ['+', 32],
  ['~', 33],
  ['!', 31],
  ['-', 31],
]);

async function apply(
  roadmap: Roadmap,
  { forge, input: planned, repository }: Planned,
  input: CommandInput,
  terminal: Terminal,
): Promise<ExitStatus> {
  const format = choose(input, 'format', ['pretty', 'json']);
  if (forge === undefined) {
    terminal.err(`No issues can be made: ${howToSignIn(repository)}`);
    return 2;
  }
  const progress = new Progress(terminal);
  const cancel = cancelOnInterrupt();
  const outcome = await applyIssues(planned, {
    forge,
    repository,
    signal: cancel.signal,
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    onProgress: showProgress(progress, terminal, destination(repository).forge),
  });
  cancel.dispose();
  progress.end();
  if (format === 'json') terminal.out(outcomeJson(outcome));
  else for (const { url } of outcome.created) terminal.out(`${url}\n`);
  tellOutcome(outcome, terminal);
  const written =
    input.options.writeNumbers === true ? await writeNumbers(roadmap, planned, outcome, terminal) : 0;
  const status = outcome.kind !== 'done' ? 2 : outcome.refused.length > 0 ? 1 : 0;
  return status > written ? status : written;
}

/** The first interruption ends the run between two requests; a second one ends the program. */
function cancelOnInterrupt(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort);
  return { signal: controller.signal, dispose: () => void process.off('SIGINT', abort) };
}

/** A countdown where somebody looks, one line where it goes into a log. */
function showProgress(line: Progress, terminal: Terminal, forge: string): (progress: ApplyProgress) => void {
  let isTold = false;
  return (progress) => {
    const at = `${progress.done}/${progress.total}`;
    if (progress.kind === 'step') {
      isTold = false;
      line.show(`${at} ${progress.text}`);
      return;
    }
    line.show(`${at} ${forge} asks to wait: ${progress.seconds} s`);
    if (!terminal.interactive && !isTold) terminal.err(`${forge} asks to wait ${progress.seconds} seconds.`);
    isTold = true;
  };
}

function tellOutcome(outcome: ApplyOutcome, terminal: Terminal): void {
  const { created, updated, labels, milestones, relations, cards, refused, kind, message } = outcome;
  const made = [
    ...counted(created.length, 'issue', 'created'),
    ...counted(updated.length, 'issue', 'updated'),
    ...counted(labels, 'label', ''),
    ...counted(milestones, 'milestone', ''),
    ...counted(relations, 'relation', ''),
    ...counted(cards, 'card', 'on the board'),
  ];
  terminal.err(made.length === 0 ? 'Nothing was changed.' : `Done: ${made.join(', ')}.`);
  for (const sentence of refused) terminal.err(`Not accepted: ${sentence}`);
  if (kind === 'done') return;
  terminal.err(`${message ?? ''} Run the same command again: it goes on from here.`);
}

function counted(number: number, noun: string, verb: string): readonly string[] {
  if (number === 0) return [];
  return [`${number} ${noun}${number === 1 ? '' : 's'} ${verb}`.trim()];
}

async function writeNumbers(
  { document, source, repositoryRoot, path: documentPath }: Roadmap,
  { formerPaths }: Planned['input'],
  { state }: ApplyOutcome,
  terminal: Terminal,
): Promise<ExitStatus> {
  const edits = numberEdits(source, state.issues, new Set([documentPath, ...formerPaths]));
  if (edits.length === 0) return 0;
  const before = document.source.text;
  const isDone = await replaceFile(
    path.join(repositoryRoot, documentPath),
    before,
    applyChanges(before, edits),
  );
  terminal.err(
    isDone
      ? `Wrote ${edits.length === 1 ? '1 number' : `${edits.length} numbers`} into ${documentPath}.`
      : `${documentPath} was changed meanwhile: run the same command again to write the numbers.`,
  );
  return isDone ? 0 : 2;
}
