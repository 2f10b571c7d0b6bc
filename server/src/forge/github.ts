import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import * as z from 'zod';
import type {
  Forge,
  ForgeResult,
  Issue,
  NewPullRequest,
  PullRequest,
  PullRequestHead,
  RepositoryInfo,
  RepositoryName,
} from './forge.ts';
import { toForgeError } from './githubError.ts';

export interface GitHubOptions {
  /** As people call it, for messages. */
  readonly name: string;
  /** `https://api.github.com`; for GitHub Enterprise Server `https://HOST/api/v3`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signal?: AbortSignal;
  /** The longest rate limit in seconds that is waited out; longer ones are an error. Default 10. */
  readonly longestWait?: number;
  /** How long a second of waiting takes, in milliseconds; tests make it short. Default 1000. */
  readonly second?: number;
}

/** GitHub and GitHub Enterprise. Reads are repeated when the server or the network fails, writes never. */
export function createGitHub(options: GitHubOptions): Forge {
  const octokit = createOctokit(options);
  const ask = async <T>(
    schema: z.ZodType<T>,
    repository: RepositoryName,
    send: () => Promise<{ data: unknown }>,
  ): Promise<ForgeResult<T>> => {
    try {
      const parsed = schema.safeParse((await send()).data);
      if (parsed.success) return { kind: 'ok', value: parsed.data };
      return failed(
        'server',
        `${options.name} answered with something unexpected: check the API URL in the settings.`,
      );
    } catch (error) {
      return { kind: 'failed', error: toForgeError(error, { ...options, repository }) };
    }
  };
  return {
    name: options.name,
    repository: (repository) =>
      ask(RepositoryAnswer, repository, () => octokit.request('GET /repos/{owner}/{repo}', at(repository))),
    findPullRequest: async (base, head) => {
      const found = await ask(PullRequestsAnswer, base, () =>
        octokit.request('GET /repos/{owner}/{repo}/pulls', {
          ...at(base),
          state: 'open',
          head: label(head),
          per_page: 100,
        }),
      );
      // The filter is applied here again: a server that ignores it must not lead to a stranger's pull request.
      if (found.kind === 'failed') return found;
      return { kind: 'ok', value: found.value.find((candidate) => isOf(candidate, head)) ?? null };
    },
    createPullRequest: (base, request) =>
      ask(PullRequestAnswer, base, () =>
        octokit.request('POST /repos/{owner}/{repo}/pulls', { ...at(base), ...toPayload(request) }),
      ),
    issue: async (repository, number) => {
      const found = await ask(IssueAnswer, repository, () =>
        octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
          ...at(repository),
          issue_number: number,
        }),
      );
      return found.kind === 'failed' && found.error.kind === 'not-found'
        ? { kind: 'ok', value: null }
        : found;
    },
  };
}

/** Where the API of a GitHub host is. */
export function gitHubApiUrl(host: string): string {
  if (host === 'github.com') return 'https://api.github.com';
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}

const RepositoryAnswer: z.ZodType<RepositoryInfo> = z
  .object({
    default_branch: z.string(),
    parent: z
      .object({ name: z.string(), owner: z.object({ login: z.string() }), default_branch: z.string() })
      .nullish(),
  })
  .transform(({ default_branch, parent }) => ({
    defaultBranch: default_branch,
    parent: parent
      ? { owner: parent.owner.login, name: parent.name, defaultBranch: parent.default_branch }
      : null,
  }));

const PullRequestShape = z.object({
  number: z.int(),
  html_url: z.string(),
  title: z.string(),
  draft: z.boolean().nullish(),
  // `user` and `repo` are null where the fork was deleted.
  head: z.object({ ref: z.string(), label: z.string().nullish() }),
});

type FoundPullRequest = PullRequest & { readonly branch: string; readonly label: string | null };

const PullRequestAnswer: z.ZodType<FoundPullRequest> = PullRequestShape.transform((answer) => ({
  number: answer.number,
  url: answer.html_url,
  title: answer.title,
  draft: answer.draft ?? false,
  branch: answer.head.ref,
  label: answer.head.label ?? null,
}));
const PullRequestsAnswer = z.array(PullRequestAnswer);

const IssueAnswer: z.ZodType<Issue | null> = z
  .object({ number: z.int(), title: z.string(), pull_request: z.unknown().optional() })
  .transform(({ number, title, pull_request }) => (pull_request === undefined ? { number, title } : null));

const PluggedOctokit = Octokit.plugin(retry, throttling);

const READ_RETRIES = 2;
const REQUEST_TIMEOUT = 30_000;

function createOctokit(options: GitHubOptions): Octokit {
  const { longestWait = 10, second = 1000 } = options;
  const waitOut = (retryAfter: number, _request: unknown, _octokit: unknown, retryCount: number): boolean =>
    retryAfter <= longestWait && retryCount < 1;
  const baseUrl = options.apiUrl.replace(/\/+$/, '');
  const octokit = new PluggedOctokit({
    auth: options.token,
    baseUrl,
    userAgent: 'roadgate',
    log: SILENT,
    request: { fetch: withTimeout, ...(options.signal === undefined ? {} : { signal: options.signal }) },
    retry: { retries: READ_RETRIES, retryAfterBaseValue: second },
    throttle: {
      // One queue per server, whoever asks: it leaves the seconds between writes that GitHub wants.
      id: baseUrl,
      retryAfterBaseValue: second,
      onRateLimit: waitOut,
      onSecondaryRateLimit: waitOut,
    },
  });
  // A write whose answer was lost may have happened: whoever asked looks first and then tries again.
  octokit.hook.before('request', (request) => {
    if (request.method !== 'GET') request.request = { ...request.request, retries: 0 };
  });
  return octokit;
}

/** Octokit's own messages carry whole requests; what people need to know is in the results. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Says nothing on purpose.
}

/** The global `fetch` is looked up at each call: an editor replaces it to honour its proxy settings. */
function withTimeout(url: string, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return globalThis.fetch(url, { ...init, signal });
}

function at({ owner, name }: RepositoryName): { owner: string; repo: string } {
  return { owner, repo: name };
}

function label({ owner, branch }: PullRequestHead): string {
  return `${owner}:${branch}`;
}

function isOf(candidate: FoundPullRequest, head: PullRequestHead): boolean {
  if (candidate.branch !== head.branch) return false;
  return candidate.label === null || candidate.label.toLowerCase() === label(head).toLowerCase();
}

function toPayload(request: NewPullRequest): {
  head: string;
  base: string;
  title: string;
  body: string;
  draft: boolean;
} {
  const { base, title, body, draft } = request;
  return { head: label(request.head), base, title, body, draft };
}

function failed(kind: 'server', message: string): ForgeResult<never> {
  return { kind: 'failed', error: { kind, message, retryAfter: null } };
}
