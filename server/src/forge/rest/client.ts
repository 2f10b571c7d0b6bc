import type * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import { describeFailure, noData, unreachable, type Failure } from './error.ts';

export interface RestOptions {
  /** As people call the forge, for messages. */
  readonly name: string;
  /** `https://gitlab.com/api/v4`, `https://codeberg.org/api/v1`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly signal?: AbortSignal;
  /** The longest rate limit in seconds that is waited out; longer ones are an error. Default 10. */
  readonly longestWait?: number;
  /** How long a second of waiting takes, in milliseconds; tests make it short. Default 1000. */
  readonly second?: number;
  /** How long an answer may take, in milliseconds. Default 30,000. */
  readonly timeout?: number;
}

export interface RestRequest {
  /** Default GET. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the API's address; made by `route`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Where a list ends that would be too long. */
  readonly mostPages?: number;
  /** The repository it is about, for messages. */
  readonly about: RepositoryName;
}

/** Sends requests and checks what comes back; nothing that goes wrong is thrown. */
export interface RestClient {
  ask<T>(schema: z.ZodType<T>, request: RestRequest): Promise<ForgeResult<T>>;
  /** All pages of a list. */
  list<T>(schema: z.ZodType<readonly T[]>, request: RestRequest): Promise<ForgeResult<readonly T[]>>;
}

/** What tells one forge's API from another's. */
export interface RestDialect {
  /** The header that carries the token. Must be one that no redirect takes along: `authorization`. */
  authorization(token: string): string;
  readonly pageSize: number;
  /** The name of the parameter with the size of a page. */
  readonly pageSizeName: string;
  /** Whether there are more items than the `count` on the pages so far; undefined if the headers do not say. */
  hasMore(headers: Headers, count: number): boolean | undefined;
}

/** Reads are repeated when the server or the network fails, writes never: they may have happened. */
export function createRestClient(options: RestOptions, dialect: RestDialect): RestClient {
  const fetchData = (request: RestRequest): Promise<Answer> => new Exchange(options, dialect, request).run();
  const check = <T>(schema: z.ZodType<T>, { data }: Received): ForgeResult<T> => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { kind: 'ok', value: parsed.data } : failed(noData(options));
  };
  return {
    ask: async (schema, request) => {
      const answer = await fetchData(request);
      return answer.kind === 'failed' ? failed(answer) : check(schema, answer);
    },
    list: async (schema, request) => {
      const all = [];
      for (let page = 1; ; page++) {
        const query = { ...request.query, [dialect.pageSizeName]: dialect.pageSize, page };
        const answer = await fetchData({ ...request, query });
        if (answer.kind === 'failed') return failed(answer);
        const some = check(schema, answer);
        if (some.kind === 'failed') return some;
        all.push(...some.value);
        const isFull = some.value.length >= dialect.pageSize;
        const more = dialect.hasMore(answer.headers, all.length) ?? isFull;
        const isEnd = !more || some.value.length === 0 || page === request.mostPages;
        if (isEnd) return { kind: 'ok', value: all };
      }
    },
  };
}

/** A path with its values encoded: ``route`/projects/${'group/team/plans'}/issues` ``. */
export function route(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const encode = (value: string | number): string =>
    // `encodeURIComponent` throws at half of a surrogate pair, and leaves dots, which are steps in a path.
    encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/^\.+$/, (dots) =>
      '%2E'.repeat(dots.length),
    );
  return parts.map((part, index) => part + (index in values ? encode(values[index] ?? '') : '')).join('');
}

interface Received {
  readonly kind: 'received';
  readonly headers: Headers;
  readonly data: unknown;
}

type Answer = Received | Failure;

const READ_RETRIES = 2;
const MOST_REDIRECTS = 3;

function failed({ error }: Failure): { readonly kind: 'failed'; readonly error: Failure['error'] } {
  return { kind: 'failed', error };
}

/** One request with its repetitions. */
class Exchange {
  readonly #options: RestOptions;
  readonly #dialect: RestDialect;
  readonly #request: RestRequest;
  #retries = READ_RETRIES;
  #mayWait = true;

  constructor(options: RestOptions, dialect: RestDialect, request: RestRequest) {
    this.#options = options;
    this.#dialect = dialect;
    this.#request = request;
  }

  async run(): Promise<Answer> {
    for (;;) {
      const answer = await this.#attempt();
      if (answer.kind === 'received') return answer;
      const wait = this.#pauseBefore(answer);
      if (wait === undefined) return answer;
      if (!(await this.#sleep(wait))) return cancelled();
    }
  }

  /** Seconds until the next attempt; undefined if there is none. */
  #pauseBefore({ error }: Failure): number | undefined {
    const { longestWait = 10 } = this.#options;
    if (error.kind === 'rate-limited') {
      // A request that was turned away did not happen: that is so for writes as well.
      if (!this.#mayWait || error.retryAfter === null || error.retryAfter > longestWait) return undefined;
      this.#mayWait = false;
      return error.retryAfter;
    }
    if (!this.#isRead || (error.kind !== 'server' && error.kind !== 'network')) return undefined;
    if (this.#retries === 0) return undefined;
    const pause = READ_RETRIES - this.#retries + 1;
    this.#retries--;
    return pause;
  }

  /** @returns false if it was cancelled meanwhile. */
  async #sleep(seconds: number): Promise<boolean> {
    const { second = 1000, signal } = this.#options;
    if (signal?.aborted === true) return false;
    return new Promise((resolve) => {
      const stop = (): void => end(false);
      const timer = setTimeout(() => end(true), seconds * second);
      const end = (isOver: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        resolve(isOver);
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  async #attempt(): Promise<Answer> {
    try {
      const response = await this.#send(this.#url());
      const text = await response.text();
      return response.ok ? this.#read(response, text) : describeFailure(response, text, this.#context);
    } catch (error) {
      if (this.#options.signal?.aborted === true) return cancelled();
      return unreachable(error, this.#context);
    }
  }

  /** Redirects are followed by hand: only those of reads, and never to another host, which would get the token. */
  async #send(url: URL, redirects = 0): Promise<Response> {
    const response = await this.#fetch(url);
    const isRedirect = [301, 302, 307, 308].includes(response.status);
    const target = response.headers.get('location') ?? '';
    if (!isRedirect || !this.#isRead || redirects >= MOST_REDIRECTS) return response;
    if (!URL.canParse(target, url)) return response;
    const next = new URL(target, url);
    return next.origin === url.origin ? this.#send(next, redirects + 1) : response;
  }

  /** The global `fetch` is looked up at each call: an editor replaces it to honour its proxy settings. */
  #fetch(url: URL): Promise<Response> {
    const { token, signal, timeout = 30_000 } = this.#options;
    const { body, method = 'GET' } = this.#request;
    const limit = AbortSignal.timeout(timeout);
    return globalThis.fetch(url, {
      method,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: {
        accept: 'application/json',
        authorization: this.#dialect.authorization(token),
        'user-agent': 'roadgate',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  #url(): URL {
    const url = new URL(`${this.#options.apiUrl.replace(/\/+$/, '')}${this.#request.path}`);
    for (const [name, value] of Object.entries(this.#request.query ?? {})) {
      url.searchParams.set(name, String(value));
    }
    return url;
  }

  #read({ headers, status }: Response, text: string): Answer {
    if (status === 204 || text.trim() === '') return { kind: 'received', headers, data: null };
    try {
      return { kind: 'received', headers, data: JSON.parse(text) as unknown };
    } catch {
      return noData(this.#options);
    }
  }

  get #isRead(): boolean {
    return (this.#request.method ?? 'GET') === 'GET';
  }

  get #context(): RestOptions & Pick<RestRequest, 'about'> {
    return { ...this.#options, about: this.#request.about };
  }
}

function cancelled(): Failure {
  return { kind: 'failed', error: { kind: 'cancelled', message: 'Cancelled.', retryAfter: null } };
}
