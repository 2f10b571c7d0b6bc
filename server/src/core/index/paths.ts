/**
 * A path as people write it, in the form of the index: `/` between segments, no `./`, none at either end.
 * Leading `../` stay. Undefined for what cannot be a path.
 */
export function normalizePath(written: string): string | undefined {
  const forward = written
    .trim()
    .replaceAll('\\', '/')
    .replace(/^[a-z]:\//i, '/');
  const climbs: string[] = [];
  const segments: string[] = [];
  for (const segment of forward.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) climbs.push('..');
  }
  const path = [...climbs, ...segments].join('/');
  return /[\0\n\r]/.test(path) ? undefined : path;
}

/** `path` seen from `directory`; undefined where it climbs above the folder. */
export function joinPath(directory: string, path: string): string | undefined {
  const joined = normalizePath(directory === '' ? path : `${directory}/${path}`);
  return joined === undefined || joined === '..' || joined.startsWith('../') ? undefined : joined;
}

/** How `directory` writes the path of `target`; both relative to the same folder. */
export function relativePath(directory: string, target: string): string {
  const from = directory === '' ? [] : directory.split('/');
  const to = target.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** Names that many folders have by convention, and that stand for a kind of file: `index.ts`, `README.md`. */
export function isConvention(path: string): boolean {
  return CONVENTION.test(path);
}

const CONVENTION =
  /(?:^|\/)(?:index|main|mod|lib|__init__|__main__|conftest|page|layout|route|loading|error|types?|utils?|constants?|package|tsconfig|Cargo|go|pyproject|README|CHANGELOG|CONTRIBUTING|LICENSE|SECURITY|Makefile|Dockerfile|SKILL|AGENTS|CLAUDE|spec|plan|tasks|design|proposal|requirements|setup|config|\.env|\.gitignore)(?:\.\w+)*$/i;
