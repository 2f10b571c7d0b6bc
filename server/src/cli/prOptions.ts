import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Marks, withMarks } from '../forge/annotate.ts';
import type { BodyTemplate } from '../forge/body.ts';
import type { PullRequestPlan } from '../forge/openPullRequest.ts';
import { isUnasked } from '../forge/repositoryTemplates.ts';
import { type CommandInput, optionText, textsOf, UsageError } from './command.ts';
import type { Terminal } from './terminal.ts';

/** What the command line says about pull requests. */
export interface PullRequestOptions {
  readonly draft: boolean;
  readonly dryRun: boolean;
  readonly ready: boolean;
  readonly update: boolean;
  readonly base: string | undefined;
  readonly title: string | undefined;
  /** The text, word for word. */
  readonly body: string | undefined;
  /** Part of the name of a template of the repository; `none` for Roadgate's description. */
  readonly template: string | undefined;
  readonly marks: Partial<Marks>;
}

/** @throws UsageError for options that contradict each other, and for a file that cannot be read. */
export function readOptions(input: CommandInput, terminal: Terminal): PullRequestOptions {
  const { draft, dryRun, ready, update } = input.options;
  const [title] = textsOf(input, 'title');
  const [milestone] = textsOf(input, 'milestone');
  const options = {
    draft: draft === true,
    dryRun: dryRun === true,
    ready: ready === true,
    update: update === true,
    base: textsOf(input, 'base')[0],
    title,
    body: readBody(optionText(input, 'bodyFile'), terminal),
    template: textsOf(input, 'template')[0],
    marks: {
      labels: namesIn(input, 'label'),
      assignees: namesIn(input, 'assignee'),
      reviewers: namesIn(input, 'reviewer'),
      ...(milestone === undefined ? {} : { milestones: [milestone] }),
    },
  };
  const several = input.args.length > 1 || options.ready;
  if (several && (title !== undefined || options.body !== undefined)) {
    throw new UsageError('--title and --body-file are for one pull request: name one task.');
  }
  if (title?.trim() === '') throw new UsageError('--title needs a text.');
  if (options.ready && input.args.length > 0) {
    throw new UsageError('--ready finds the tasks itself: leave the ids out.');
  }
  if (options.update && (options.ready || title !== undefined || options.body !== undefined)) {
    throw new UsageError(
      '--update only writes the evidence anew: leave --ready, --title and --body-file out.',
    );
  }
  return options;
}

/** The template that the command line names, else the usual one. @throws UsageError if no or several have that name. */
export function chooseTemplate(
  { templates }: PullRequestPlan,
  { template: name }: PullRequestOptions,
  terminal: Terminal,
): BodyTemplate {
  const files = templates.filter((template) => template.kind === 'repository');
  if (name === undefined) return usualTemplate(templates, terminal);
  if (name === 'none') return { kind: 'usual' };
  const wanted = name.toLowerCase();
  const found = files.filter((file) => file.path.toLowerCase().includes(wanted));
  const exact = found.find(
    (file) =>
      path
        .basename(file.path)
        .replace(/\.\w+$/, '')
        .toLowerCase() === wanted,
  );
  const only = exact ?? (found.length === 1 ? found[0] : undefined);
  if (only !== undefined) return only;
  const paths = (found.length > 0 ? found : files).map((file) => file.path).join(', ');
  if (found.length > 0) throw new UsageError(`Several templates are called "${name}": ${paths}.`);
  throw new UsageError(
    `The base branch has no template called "${name}"${paths === '' ? '' : `: it has ${paths}`}.`,
  );
}

/** One of several forms is not taken unasked. */
function usualTemplate(templates: PullRequestPlan['templates'], terminal: Terminal): BodyTemplate {
  const [first] = templates;
  if (first.kind !== 'repository' || isUnasked(first)) return first;
  const files = templates.filter((template) => template.kind === 'repository');
  if (files.length === 1) return first;
  const paths = files.map((file) => file.path).join(', ');
  terminal.err(`There are several templates (${paths}); none is used. Choose one with --template NAME.`);
  return templates.find(({ kind }) => kind !== 'repository') ?? { kind: 'usual' };
}

/** Those of the task and its project, and those of the command line. */
export function marksFor({ task }: PullRequestPlan, { marks }: PullRequestOptions): Marks {
  return withMarks(task.source, marks);
}

function readBody(file: string | undefined, { cwd }: Terminal): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file === '-' ? 0 : path.resolve(cwd, file), 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new UsageError(
      `The file ${file} cannot be read: --body-file wants a text file, or - for standard input.`,
    );
  }
}

function namesIn(input: CommandInput, name: string): string[] {
  return textsOf(input, name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
