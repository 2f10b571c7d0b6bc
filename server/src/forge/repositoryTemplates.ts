import type { GitPort } from '../core/ports.ts';
import type { BodyTemplate } from './body.ts';
import type { Forge } from './forge.ts';
import type { ForgeKind, ForgeRepository } from './remote.ts';
import type { TaskSource } from './source.ts';

type RepositoryTemplate = Extract<BodyTemplate, { kind: 'repository' }>;

/**
 * The templates for pull requests that a forge would offer, as they stand at a revision: first the one that it
 * fills in unasked, then those of folders, by name. None where git does not tell.
 */
export async function repositoryTemplates(
  git: GitPort,
  revision: string,
  { kind }: ForgeRepository,
): Promise<readonly RepositoryTemplate[]> {
  const folders = FOLDERS[kind];
  const listed = await git.listFiles(revision, folders);
  if (listed.kind === 'failed') return [];
  const found = templatePaths(listed.value, kind).slice(0, MOST_TEMPLATES);
  const read = await Promise.all(found.map((path) => git.readFile(revision, path)));
  return found.flatMap((path, index) => {
    const answer = read[index];
    if (answer?.kind !== 'ok' || answer.value === null || answer.value.trim() === '') return [];
    return answer.value.length > LONGEST ? [] : [{ kind: 'repository' as const, path, text: answer.value }];
  });
}

/** The templates that the owner of a repository keeps for all of its own; none where nobody is signed in. */
export async function sharedTemplates(
  forge: Forge | undefined,
  { kind, owner, name }: ForgeRepository,
): Promise<readonly RepositoryTemplate[]> {
  if (forge?.sharedFiles === undefined || name === '.github') return [];
  const choose = (paths: readonly string[]): readonly string[] =>
    templatePaths(paths, kind).slice(0, MOST_TEMPLATES);
  const found = await forge.sharedFiles(owner, choose);
  if (found.kind === 'failed') return [];
  return found.value
    .filter(({ text }) => text.trim() !== '' && text.length <= LONGEST)
    .map(({ path, text }) => ({ kind: 'repository', path: `${owner}/.github/${path}`, text }));
}

/** Which of a repository's files are templates of its forge, in the order in which they count. */
export function templatePaths(paths: readonly string[], kind: ForgeKind): string[] {
  const folders = FOLDERS[kind];
  const rank = (path: string): number => {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    const inFolder =
      FOLDER_NAME[kind]?.test(parts.at(-1) ?? '') === true && /\.(?:md|markdown|txt)$/i.test(name);
    const home = (inFolder ? parts.slice(0, -1) : parts).join('/');
    const at = folders.indexOf(home);
    if (at < 0) return -1;
    if (inFolder) return folders.length + (/^default\./i.test(name) ? 0 : 1 + at);
    return FILE_NAME.test(name) && kind !== 'gitlab' ? at : -1;
  };
  return paths
    .map((path) => ({ path, rank: rank(path) }))
    .filter((candidate) => candidate.rank >= 0)
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

/** Whether the forge would fill a template in without asking which. */
export function isUnasked(template: RepositoryTemplate): boolean {
  const name = template.path.split('/').at(-1) ?? '';
  return FILE_NAME.test(name) || /^default\./i.test(name);
}

/**
 * What a text can be made from, the usual choice first: the task's own template, those of the repository, that of
 * the settings, and Roadgate's description.
 */
export function bodyTemplates(
  source: TaskSource,
  ofRepository: readonly RepositoryTemplate[],
): readonly [BodyTemplate, ...BodyTemplate[]] {
  const { template, bodyTemplate } = source;
  const own: BodyTemplate[] =
    template === null || template.trim() === '' ? [] : [{ kind: 'task', text: template }];
  const setting: BodyTemplate[] = bodyTemplate.trim() === '' ? [] : [{ kind: 'setting', text: bodyTemplate }];
  const [first = { kind: 'usual' }, ...others] = [...own, ...ofRepository, ...setting];
  return first.kind === 'usual' ? [first] : [first, ...others, { kind: 'usual' }];
}

const MOST_TEMPLATES = 20;
/** Characters; a forge would not take more. */
const LONGEST = 60_000;

const FILE_NAME = /^pull_request_template(?:\.(?:md|markdown|txt))?$/i;

/** Folders in which templates lie, the first that counts first; the empty one is the root. */
const FOLDERS: Readonly<Record<ForgeKind, readonly string[]>> = {
  github: ['.github', '', 'docs'],
  gitlab: ['.gitlab'],
  gitea: ['', '.forgejo', '.gitea', '.github', 'docs'],
  'azure-devops': ['.azuredevops', '.vsts', 'docs', ''],
  bitbucket: ['.github', '', 'docs'],
  'bitbucket-server': ['.github', '', 'docs'],
  unknown: ['.github', '', 'docs'],
};

const FOLDER_NAME: Readonly<Partial<Record<ForgeKind, RegExp>>> = {
  github: /^pull_request_template$/i,
  unknown: /^pull_request_template$/i,
  'azure-devops': /^pull_request_template$/i,
  gitlab: /^merge_request_templates$/i,
};
