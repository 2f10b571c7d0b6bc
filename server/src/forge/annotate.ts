import type { Forge, ForgeError, ForgeResult, RepositoryName } from './forge.ts';
import type { PullRequestNotes } from './pullRequestForge.ts';
import type { TaskSource } from './source.ts';

/** What a pull request is marked with, by the names that document, settings and people use. */
export type Marks = Pick<TaskSource, 'labels' | 'milestones' | 'assignees' | 'reviewers'>;

/** What is said besides the marks of the task: by options of the command line. */
export function withMarks(marks: Marks, more: Partial<Marks>): Marks {
  const both = (name: 'labels' | 'assignees' | 'reviewers'): string[] => [
    ...new Set([...marks[name], ...(more[name] ?? [])]),
  ];
  return {
    labels: both('labels'),
    milestones: more.milestones ?? marks.milestones,
    assignees: both('assignees'),
    reviewers: both('reviewers'),
  };
}

/**
 * Puts labels, milestone, assignees and reviewers on a pull request, as far as the forge knows them. Nothing is
 * made there. Answers with one sentence for each mark that is missing now; the pull request stays whatever happens.
 */
export async function annotate(
  forge: Forge,
  base: RepositoryName,
  number: number,
  marks: Marks,
): Promise<readonly string[]> {
  const put = (notes: Partial<PullRequestNotes>): Promise<ForgeResult<void>> =>
    forge.annotatePullRequest(base, number, { ...NOTHING, ...notes });
  return [
    ...(await putLabels(forge, base, marks, put)),
    ...(await putMilestone(forge, base, marks, put)),
    ...(await putPeople('assignees', base, marks.assignees, put)),
    ...(await putPeople('reviewers', base, marks.reviewers, put)),
  ];
}

type Put = (notes: Partial<PullRequestNotes>) => Promise<ForgeResult<void>>;

const NOTHING: PullRequestNotes = { labels: [], milestone: null, assignees: [], reviewers: [] };

/** A forge may make a label that it does not know: it is never told of one. */
async function putLabels(forge: Forge, base: RepositoryName, { labels }: Marks, put: Put): Promise<string[]> {
  if (labels.length === 0) return [];
  const answer = await forge.labels(base);
  if (answer.kind === 'failed') return [`The labels were not set. ${answer.error.message}`];
  const found = labels.map((label) => ({ label, known: named(answer.value, label, ({ name }) => name) }));
  const missing = found.filter(({ known }) => known === undefined).map(({ label }) => label);
  const known = [...new Set(found.flatMap((one) => one.known?.name ?? []))];
  const set = known.length === 0 ? undefined : await put({ labels: known });
  return [
    ...(missing.length === 0 ? [] : [`There is no label ${quoted(missing)} in ${base.owner}/${base.name}.`]),
    ...(set?.kind === 'failed' ? [`The labels were not set. ${whyNot(set.error, 'such label', base)}`] : []),
  ];
}

async function putMilestone(
  forge: Forge,
  base: RepositoryName,
  { milestones }: Marks,
  put: Put,
): Promise<string[]> {
  const [first] = milestones;
  if (first === undefined) return [];
  const answer = await forge.milestones(base);
  if (answer.kind === 'failed') return [`The milestone was not set. ${answer.error.message}`];
  const known = milestones.flatMap((name) => named(answer.value, name, ({ title }) => title) ?? []);
  const [milestone] = known;
  if (milestone === undefined) return [`There is no milestone "${first}" in ${base.owner}/${base.name}.`];
  const set = await put({ milestone: milestone.title });
  const name = `milestone "${milestone.title}"`;
  return set.kind === 'failed' ? [`The milestone was not set. ${whyNot(set.error, name, base)}`] : [];
}

/** One whom the forge does not know must not keep the others out. */
async function putPeople(
  kind: 'assignees' | 'reviewers',
  base: RepositoryName,
  people: readonly string[],
  put: Put,
): Promise<string[]> {
  const role = kind === 'assignees' ? 'assigned' : 'asked for a review';
  const logins = people.map((name) => ({ name, login: loginOf(name) }));
  const strangers = logins.filter(({ login }) => login === undefined).map(({ name }) => name);
  const known = logins.flatMap(({ login }) => login ?? []);
  const told = strangers.length === 0 ? [] : [`${quoted(strangers)} is no login: nobody was ${role}.`];
  if (known.length === 0) return told;
  const all = await put({ [kind]: known });
  if (all.kind === 'ok') return told;
  const failure = (logins: readonly string[], error: ForgeError): string =>
    `${quoted(logins)} could not be ${role}. ${whyNot(error, `account ${quoted(logins)}`, base)}`;
  if (known.length === 1 || !['invalid', 'not-found'].includes(all.error.kind))
    return [...told, failure(known, all.error)];
  for (const login of known) {
    const one = await put({ [kind]: [login] });
    if (one.kind === 'failed') told.push(failure([login], one.error));
  }
  return told;
}

/** The pull request was made in the repository just now: what is not found there is something else. */
function whyNot({ kind, message }: ForgeError, what: string, { owner, name }: RepositoryName): string {
  if (kind !== 'not-found') return message;
  return `${owner}/${name} has no ${what} that can be used here: check the name, and what your account may do there.`;
}

/** `@robin`, `robin`, `@acme/docs`; undefined for what a person is called otherwise. */
function loginOf(name: string): string | undefined {
  return /^@?([A-Za-z\d][\w.-]*(?:\/[\w.-]+)?)$/.exec(name.trim())?.[1];
}

/** The thing of that name, whatever its case; one of exactly that name before all others. */
function named<T>(things: readonly T[], name: string, nameOf: (thing: T) => string): T | undefined {
  const wanted = name.toLowerCase();
  return (
    things.find((thing) => nameOf(thing) === name) ??
    things.find((thing) => nameOf(thing).toLowerCase() === wanted)
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
