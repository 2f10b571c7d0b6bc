import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import { toForgeError } from './error.ts';
import { readGraphQlErrors } from './graphQlError.ts';

export interface GitHubOptions {
  /** As people call it, for messages. */
  readonly name: string;
  /** `https://api.github.com`; for GitHub Enterprise Server `https://HOST/api/v3`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signal?: AbortSignal;
  /** The longest rate limit in seconds that is waited out; longer ones are an error. Default 10. */
  readonly longestWait?: number;
  /** Leave the pauses between writes that GitHub asks for. Default true. */
  readonly pauses?: boolean;
  /** How long a second of waiting takes, in milliseconds; tests make it short. Default 1000. */
  readonly second?: number;
}

/** Sends requests about a repository and checks what comes back; nothing that goes wrong is thrown. */
export interface GitHubClient {
  /** One request. `route` is `GET /repos/{owner}/{repo}/…`; owner and repo are filled in. */
  ask<T>(
    schema: z.ZodType<T>,
    repository: RepositoryName,
    route: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<ForgeResult<T>>;
  /** All pages of a list. */
  list<T>(
    schema: z.ZodType<readonly T[]>,
    repository: RepositoryName,
    route: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Promise<ForgeResult<readonly T[]>>;
  /** One request of the GraphQL API; `repository` is the one that it is about, for messages. */
  query<T>(schema: z.ZodType<T>, repository: RepositoryName, query: GraphQlQuery): Promise<ForgeResult<T>>;
}

export interface GraphQlQuery {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** It changes nothing, and may be repeated. */
  readonly isRead?: boolean;
}

/** Reads are repeated when the server or the network fails, writes never. */
export function createGitHubClient(options: GitHubOptions): GitHubClient {
  const octokit = createOctokit(options);
  const ask: GitHubClient['ask'] = async (schema, repository, route, parameters = {}) => {
    try {
      const { owner, name: repo } = repository;
      const answer: { readonly data: unknown } = await octokit.request(route, { owner, repo, ...parameters });
      const parsed = schema.safeParse(answer.data);
      if (parsed.success) return { kind: 'ok', value: parsed.data };
      return unexpected(options.name);
    } catch (error) {
      return { kind: 'failed', error: toForgeError(error, { ...options, repository }) };
    }
  };
  return {
    ask,
    query: async (schema, repository, { text, variables, isRead = false }) => {
      try {
        const request = isRead ? { request: { retries: READ_RETRIES } } : {};
        const parsed = schema.safeParse(await octokit.graphql(text, { ...variables, ...request }));
        return parsed.success ? { kind: 'ok', value: parsed.data } : unexpected(options.name);
      } catch (error) {
        const context = { ...options, repository };
        return { kind: 'failed', error: readGraphQlErrors(error, context) ?? toForgeError(error, context) };
      }
    },
    list: async (schema, repository, route, parameters = {}) => {
      const all = [];
      // The number of pages that the answer tells is not needed: a page that is not full is the last.
      for (let page = 1; ; page++) {
        const some = await ask(schema, repository, route, { ...parameters, per_page: PAGE, page });
        if (some.kind === 'failed') return some;
        all.push(...some.value);
        if (some.value.length < PAGE) return { kind: 'ok', value: all };
      }
    },
  };
}

const PAGE = 100;

const PluggedOctokit = Octokit.plugin(retry, throttling);

const READ_RETRIES = 2;
const REQUEST_TIMEOUT = 30_000;

function createOctokit(options: GitHubOptions): Octokit {
  const { longestWait = 10, second = 1000, pauses = true } = options;
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
      enabled: pauses,
      // One queue per server, whoever asks: it leaves the seconds between writes that GitHub wants.
      id: baseUrl,
      retryAfterBaseValue: second,
      onRateLimit: waitOut,
      onSecondaryRateLimit: waitOut,
    },
  });
  // A write whose answer was lost may have happened: whoever asked looks first and then tries again.
  octokit.hook.before('request', (request) => {
    const { retries } = request.request ?? {};
    if (request.method !== 'GET' && retries === undefined)
      request.request = { ...request.request, retries: 0 };
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

function unexpected(name: string): ForgeResult<never> {
  const message = `${name} answered with something unexpected: check the API URL in the settings.`;
  return { kind: 'failed', error: { kind: 'server', message, retryAfter: null } };
}
