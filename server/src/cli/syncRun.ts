import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RoadmapDocument } from '../core/model/document.ts';
import { isStatusFile } from '../core/status/plan.ts';
import { changeTasks } from '../core/sync/change.ts';
import { syncTasks } from '../core/sync/tasks.ts';
import { placeName, prepareSync, type PreparedSync } from '../forge/sync/prepare.ts';
import type { SyncRow } from '../forge/sync/plan.ts';
import { BranchReader } from '../host/branchStates.ts';
import { findRepositoryRoot, openGit } from '../host/git.ts';
import { createGitPort } from '../host/gitPort.ts';
import { rewriteFile } from '../host/rewriteFile.ts';
import { choose, type CommandInput, type ExitStatus, optionText, UsageError } from './command.ts';
import { displayPath } from './load.ts';
import { readTasks, taskNamed } from './namedTasks.ts';
import { connectFromEnvironment, tokenAdvice } from './prToken.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate sync`. @returns 1 if there are disagreements that are left, 2 if something went wrong. */
export async function runSync(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const format = choose(input, 'format', ['pretty', 'json']);
  const side = optionText(input, 'apply');
  if (side !== undefined && side !== 'forge' && side !== 'document') {
    throw new UsageError('--apply must be forge or document: which of the two is right?');
  }
  const { root, documents } = await chooseDocuments(input, terminal);
  const compared: Compared[] = [];
  for (const document of documents) {
    const prepared = await compare(document, root);
    if (prepared.kind !== 'rows') return tellTrouble(prepared, terminal);
    compared.push({ ...prepared, document, rows: await onlyNamed(prepared.rows, input, terminal) });
  }
  const isDry = side === undefined || input.options.dryRun === true;
  if (format === 'json') terminal.out(toJson(compared, terminal));
  else compared.forEach((each) => terminal.out(toText(each, side, terminal)));
  const rows = compared.reduce((sum, each) => sum + each.rows.length, 0);
  if (rows === 0 && format === 'pretty') terminal.err('Roadmap and forge agree.');
  if (isDry) return rows === 0 ? 0 : 1;
  return side === 'forge' ? editDocuments(compared, terminal) : changeIssues(compared, terminal);
}

interface Compared extends Extract<PreparedSync, { kind: 'rows' }> {
  readonly document: RoadmapDocument;
}

async function chooseDocuments(
  input: CommandInput,
  terminal: Terminal,
): Promise<{ readonly root: string; readonly documents: readonly RoadmapDocument[] }> {
  const root = findRepositoryRoot(terminal.cwd);
  if (root === undefined) {
    throw new UsageError('There is no git repository here: its remote says which forge to ask.');
  }
  const tasks = await readTasks(input, terminal);
  const named = input.args.map((id) => taskNamed(tasks, id));
  const of = named.length > 0 ? named : tasks;
  const documents = [...new Set(of.map(({ document }) => document))];
  const isNamed = optionText(input, 'roadmap') !== undefined || named.length > 0;
  // A status page repeats the tasks of a plan, and is written from it.
  const plans = documents.filter(({ uri }) => isNamed || !isStatusFile(path.basename(fileURLToPath(uri))));
  if (plans.length === 0) throw new UsageError('There is no task in the roadmaps of this project.');
  return { root, documents: plans };
}

async function compare(document: RoadmapDocument, root: string): Promise<PreparedSync> {
  const git = openGit(root);
  return prepareSync({
    tasks: syncTasks(document),
    git: createGitPort(git),
    branches: new BranchReader(git),
    connect: connectFromEnvironment,
    documentPath: path.relative(root, fileURLToPath(document.uri)).split(path.sep).join('/'),
  });
}

async function onlyNamed(
  rows: readonly SyncRow[],
  input: CommandInput,
  terminal: Terminal,
): Promise<readonly SyncRow[]> {
  if (input.args.length === 0) return rows;
  const tasks = await readTasks(input, terminal);
  const keys = new Set(input.args.map((id) => taskNamed(tasks, id).task.key));
  return rows.filter(({ task }) => keys.has(task.key));
}

function tellTrouble(prepared: Exclude<PreparedSync, { kind: 'rows' }>, terminal: Terminal): ExitStatus {
  if (prepared.kind === 'refused') terminal.err(prepared.message);
  else {
    const { repository } = prepared;
    terminal.err(`There is no token for ${placeName(repository)}: ${tokenAdvice(repository)}.`);
  }
  return 2;
}

function toText(
  { rows, document, repository }: Compared,
  side: 'forge' | 'document' | undefined,
  terminal: Terminal,
): string {
  if (rows.length === 0) return '';
  const name = displayPath(document.uri, terminal.cwd);
  const lines = rows.map((row) => {
    const { task, document: here, forge: there } = row;
    const title = [task.id, task.title].filter(Boolean).join(' ');
    const done =
      side === undefined ? '' : `\n      ${side === 'forge' ? forgeRight(row) : documentRight(row)}`;
    return `  ${name}:${task.line}  ${title}\n      here: ${here}; there: ${there}${done}\n`;
  });
  return `${name} and ${placeName(repository)}\n${lines.join('')}`;
}

/** What taking the forge's side does. */
function forgeRight({ documentChange: { status, tick } }: SyncRow): string {
  const [first] = status;
  const parts = [
    ...(first === undefined ? [] : [`say ${first.replace('-', ' ')}`]),
    ...(tick ? ['tick its open boxes'] : []),
  ];
  return `→ in the roadmap: ${parts.join(', ')}`;
}

function documentRight({ forgeChange }: SyncRow): string {
  if (forgeChange === null) return '→ nothing that can be done there';
  return `→ there: ${forgeChange.state === 'closed' ? 'close' : 'reopen'} #${forgeChange.issue}`;
}

function toJson(compared: readonly Compared[], terminal: Terminal): string {
  const rows = compared.flatMap(({ rows, document }) =>
    rows.map(({ kind, task, document: here, forge: there, url, documentChange, forgeChange }) => ({
      kind,
      document: displayPath(document.uri, terminal.cwd),
      line: task.line,
      id: task.id,
      title: task.title,
      here,
      there,
      url,
      ifForgeIsRight: { status: documentChange.status[0] ?? null, tick: documentChange.tick },
      ifDocumentIsRight: forgeChange,
    })),
  );
  return `${JSON.stringify({ rows }, undefined, 2)}\n`;
}

async function editDocuments(compared: readonly Compared[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  for (const { document, rows } of compared) {
    if (rows.length === 0) continue;
    const name = displayPath(document.uri, terminal.cwd);
    const { edits, refused } = changeTasks(
      document,
      rows.map(({ documentChange }) => documentChange),
    );
    refused.forEach((reason) => terminal.err(`${name}: ${reason}`));
    if (refused.length > 0) status = 1;
    const before = document.source.text;
    const after = edits
      .toSorted((a, b) => b.span.from - a.span.from)
      .reduce((text, { span, newText }) => text.slice(0, span.from) + newText + text.slice(span.to), before);
    if (after === before) continue;
    const outcome = await rewriteFile(fileURLToPath(document.uri), before, after);
    if (outcome.kind === 'refused') {
      terminal.err(`${name} ${outcome.reason}`);
      return 2;
    }
    terminal.err(`Updated ${name}.`);
  }
  return status;
}

/** One after another; what was done before a failure stays done, and the next run goes on from there. */
async function changeIssues(compared: readonly Compared[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  for (const { forge, repository, rows } of compared) {
    for (const { forgeChange, task } of rows) {
      if (forgeChange === null) {
        terminal.err(`${task.id ?? task.title}: nothing that can be done at the forge.`);
        status = 1;
        continue;
      }
      const { issue, state } = forgeChange;
      const changed = await forge.updateIssue(repository, issue, { state });
      if (changed.kind === 'failed') {
        terminal.err(`#${issue}: ${changed.error.message}`);
        return 2;
      }
      terminal.err(`${state === 'closed' ? 'Closed' : 'Reopened'} #${issue}.`);
    }
  }
  return status;
}
