import gitUrlParse from 'git-url-parse';

export type ForgeKind =
  'github' | 'gitlab' | 'gitea' | 'bitbucket' | 'bitbucket-server' | 'azure-devops' | 'unknown';

/** A repository as its forge knows it, read from the URL of a remote. Holds no credentials. */
export interface ForgeRepository {
  readonly kind: ForgeKind;
  /** Lower case, without a port: `github.com`, `gitlab.example.org`. */
  readonly host: string;
  /** Where people look at it, percent-encoded, without a slash at the end. */
  readonly webUrl: string;
  /** `octo`; with sub-groups `group/team`; for Azure DevOps `organization/project`. */
  readonly owner: string;
  readonly name: string;
}

/** One end of a pull request. */
export interface BranchAt {
  readonly repository: ForgeRepository;
  readonly branch: string;
}

/**
 * Which repository of which forge a remote URL means; undefined for a folder on this machine and for what
 * is no repository of a forge. Understands `https://`, `ssh://`, `git://` and `user@host:path` forms.
 */
export function parseRemoteUrl(url: string): ForgeRepository | undefined {
  const location = locate(url);
  if (location === undefined) return undefined;
  const { host, port, path } = location;
  const kind = kindOf(host, path);
  switch (kind) {
    case 'azure-devops':
      return azureRepository(host, path);
    case 'bitbucket-server':
      return bitbucketServerRepository(host, port, path);
    case 'github':
    case 'gitlab':
    case 'gitea':
    case 'bitbucket':
    case 'unknown': {
      const owner = path.slice(0, -1).join('/');
      const name = path.at(-1);
      if (owner === '' || name === undefined) return undefined;
      return { kind, host, webUrl: `https://${host}${port}/${encodePath([...path])}`, owner, name };
    }
  }
}

/** The page on which a person finishes a pull request by hand; undefined if the forge's form is unknown. */
export function compareUrl(base: BranchAt, head: BranchAt, title: string): string | undefined {
  const to = encode(base.branch);
  const from = encode(head.branch);
  const fork = !sameRepository(base.repository, head.repository);
  switch (base.repository.kind) {
    case 'github': {
      const owner = fork ? `${encode(head.repository.owner)}:` : '';
      return `${base.repository.webUrl}/compare/${to}...${owner}${from}?${query({ expand: '1', title })}`;
    }
    case 'gitlab':
      return `${head.repository.webUrl}/-/merge_requests/new?${query({
        'merge_request[source_branch]': head.branch,
        'merge_request[target_branch]': base.branch,
        'merge_request[title]': title,
      })}`;
    case 'gitea': {
      // Its router wants the slashes of a branch as they are.
      const owner = fork ? `${encode(head.repository.owner)}:` : '';
      return `${base.repository.webUrl}/compare/${encodeBranchPath(base.branch)}...${owner}${encodeBranchPath(head.branch)}`;
    }
    case 'bitbucket': {
      const target = `${base.repository.owner}/${base.repository.name}::${base.branch}`;
      return `${head.repository.webUrl}/pull-requests/new?${query({ source: head.branch, dest: fork ? target : base.branch, title })}`;
    }
    case 'bitbucket-server':
      return `${head.repository.webUrl}/pull-requests?create&${query({
        sourceBranch: `refs/heads/${head.branch}`,
        targetBranch: `refs/heads/${base.branch}`,
        title,
      })}`;
    case 'azure-devops':
      return `${head.repository.webUrl}/pullrequestcreate?${query({ sourceRef: head.branch, targetRef: base.branch, title })}`;
    case 'unknown':
      return undefined;
  }
}

/** A commit of a repository, by all of its hexadecimal digits. */
export interface CommitAt {
  readonly repository: ForgeRepository;
  readonly commit: string;
}

/** The page that shows a file (`path` from the root, with `/`) on a branch or at a commit; `line` is 1-based. */
export function fileUrl(place: BranchAt | CommitAt, path: string, line?: number): string {
  const { repository } = place;
  const isBranch = 'branch' in place;
  const name = isBranch ? place.branch : place.commit;
  const file = encodePath(path.split('/'));
  const at = encodeBranchPath(name);
  const { webUrl } = repository;
  switch (repository.kind) {
    case 'github':
    case 'unknown':
      // Without `plain=1` a rendered Markdown file ignores the line.
      return `${webUrl}/blob/${at}/${file}${line === undefined ? '' : `?plain=1#L${line}`}`;
    case 'gitlab':
      return `${webUrl}/-/blob/${at}/${file}${line === undefined ? '' : `?plain=1#L${line}`}`;
    case 'gitea':
      return `${webUrl}/src/${isBranch ? 'branch' : 'commit'}/${at}/${file}${line === undefined ? '' : `?display=source#L${line}`}`;
    case 'bitbucket':
      return `${webUrl}/src/${encode(name)}/${file}${line === undefined ? '' : `#lines-${line}`}`;
    case 'bitbucket-server':
      return `${webUrl}/browse/${file}?${query({ at: isBranch ? `refs/heads/${name}` : name })}${line === undefined ? '' : `#${line}`}`;
    case 'azure-devops':
      return `${webUrl}?${query({ path: `/${path}`, version: `${isBranch ? 'GB' : 'GC'}${name}`, ...(line === undefined ? {} : { line: String(line) }) })}`;
  }
}

export function sameRepository(a: ForgeRepository, b: ForgeRepository): boolean {
  return a.host === b.host && fullName(a).toLowerCase() === fullName(b).toLowerCase();
}

/** `owner/name`, as people write it. */
export function fullName(repository: ForgeRepository): string {
  return `${repository.owner}/${repository.name}`;
}

/** What people call the forge. */
export function forgeName(repository: ForgeRepository): string {
  switch (repository.kind) {
    case 'github':
      return repository.host === 'github.com' ? 'GitHub' : `GitHub (${repository.host})`;
    case 'gitlab':
      return repository.host === 'gitlab.com' ? 'GitLab' : `GitLab (${repository.host})`;
    case 'bitbucket':
      return 'Bitbucket';
    case 'azure-devops':
      return 'Azure DevOps';
    case 'gitea':
    case 'bitbucket-server':
    case 'unknown':
      return repository.host;
  }
}

interface Location {
  readonly host: string;
  /** With its colon; empty where the web page has the usual one. */
  readonly port: string;
  /** Decoded parts of the path, `.git` removed from the last. */
  readonly path: readonly string[];
}

function locate(url: string): Location | undefined {
  const trimmed = url.trim();
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed);
  // `host:path` is a remote, `C:\path` and `./a:b` are folders.
  const scpLike = /^(?:[^\s/\\@:]+@)?[^\s/\\@:]{2,}:(?!\/\/)/.test(trimmed);
  if (!withScheme && !scpLike) return undefined;
  try {
    const parsed = gitUrlParse(withScheme || trimmed.includes('@') ? trimmed : `git@${trimmed}`);
    const host = webHost(parsed.resource.toLowerCase());
    if (host === '' || parsed.protocol === 'file') return undefined;
    const web = /^https?$/.test(parsed.protocol);
    const port = parsed.port;
    // git-url-parse also reads web pages (`/tree/`, `/issues/`) and would mistake groups of such names.
    const path = parsed.pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    const last = path.pop();
    if (last === undefined) return undefined;
    const name = last.replace(/\.git$/, '');
    if (name === '') return undefined;
    return { host, port: web && port !== '' ? `:${port}` : '', path: [...path, name] };
  } catch {
    return undefined;
  }
}

/** Hosts that only speak SSH, and host aliases of an SSH configuration (`github.com-work`). */
function webHost(host: string): string {
  const alias = SSH_HOSTS.get(host);
  if (alias !== undefined) return alias;
  const known = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];
  return known.find((name) => host.startsWith(`${name}-`)) ?? host;
}

const SSH_HOSTS = new Map([
  ['ssh.github.com', 'github.com'],
  ['www.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
  ['altssh.bitbucket.org', 'bitbucket.org'],
  ['ssh.dev.azure.com', 'dev.azure.com'],
]);

/** Self-hosted forges are told by a word of their host name; others stay unknown and are never guessed. */
function kindOf(host: string, path: readonly string[]): ForgeKind {
  if (host === 'dev.azure.com' || host.endsWith('.visualstudio.com')) return 'azure-devops';
  if (host === 'bitbucket.org') return 'bitbucket';
  if (path[0] === 'scm' && path.length === 3) return 'bitbucket-server';
  const words = host.split(/[.-]/);
  const has = (...names: string[]): boolean => names.some((name) => words.includes(name));
  if (has('github', 'ghe')) return 'github';
  if (has('gitlab')) return 'gitlab';
  if (has('gitea', 'forgejo', 'codeberg')) return 'gitea';
  if (has('bitbucket') && path.length === 2) return 'bitbucket-server';
  return 'unknown';
}

function azureRepository(host: string, path: readonly string[]): ForgeRepository | undefined {
  const parts = path.filter((part) => part !== '_git' && part !== 'DefaultCollection');
  if (parts[0] === 'v3') parts.shift();
  // `ORG.visualstudio.com/PROJECT/_git/NAME`: the organization stands in the host name.
  const label = host.split('.')[0] ?? '';
  if (host.endsWith('.visualstudio.com') && label !== 'vs-ssh') parts.unshift(label);
  // A repository named like its project may leave the project out.
  if (parts.length === 2 && parts[1] !== undefined) parts.push(parts[1]);
  const [organization, project, name] = parts;
  if (organization === undefined || project === undefined || name === undefined) return undefined;
  const webUrl = `https://dev.azure.com/${encodePath([organization, project, '_git', name])}`;
  return { kind: 'azure-devops', host: 'dev.azure.com', webUrl, owner: `${organization}/${project}`, name };
}

function bitbucketServerRepository(
  host: string,
  port: string,
  path: readonly string[],
): ForgeRepository | undefined {
  const [owner, name] = path.slice(-2);
  if (owner === undefined || name === undefined) return undefined;
  const home = owner.startsWith('~') ? ['users', owner.slice(1)] : ['projects', owner];
  const webUrl = `https://${host}${port}/${encodePath([...home, 'repos', name])}`;
  return { kind: 'bitbucket-server', host, webUrl, owner, name };
}

function encodePath(parts: readonly string[]): string {
  return parts.map(encode).join('/');
}

function encodeBranchPath(branch: string): string {
  return encodePath(branch.split('/'));
}

function query(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** Half of a surrogate pair, which `encodeURIComponent` throws at, becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
