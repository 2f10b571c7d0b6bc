import * as z from 'zod';
import type { ForgeError, ForgeErrorKind, RepositoryName } from '../forge.ts';

export interface Failure {
  readonly kind: 'failed';
  readonly error: ForgeError;
}

interface Context {
  /** As people call the forge. */
  readonly name: string;
  readonly apiUrl: string;
  readonly token: string;
  /** What the request was about. */
  readonly about: RepositoryName;
}

/** What a refusal means, as a sentence for people. `text` is the body of the answer. */
export function describeFailure(response: Response, text: string, context: Context): Failure {
  const { name, about } = context;
  const { status, headers } = response;
  const said = redact(apiMessage(text), context.token);
  const full = `${about.owner}/${about.name}`;
  if ((status >= 300 && status < 400) || response.type === 'opaqueredirect') return moved(context);
  if (EXISTS.test(said) && status >= 400 && status < 500) {
    return failure('already-exists', `${name} has that already in ${full}: ${asSentence(said)}`);
  }
  switch (status) {
    case 401:
      return failure('unauthorised', `${name} did not accept the token: make a new one and sign in again.`);
    case 402:
      return failure('unsupported', `${name} has that in a paid edition only: ${asSentence(said)}`);
    case 403:
    case 429:
      return refused(status, headers, said, context, full);
    case 404:
    case 410:
      return failure(
        'not-found',
        `${name} has no ${full} that this account may see, or not what was asked for in it: check the remote's URL and the account you signed in with.`,
      );
    case 409:
      return failure('invalid', `${name} has it differently by now: ${asSentence(said)}`);
    default:
      if (status < 500) return failure('invalid', `${name} did not accept the request: ${asSentence(said)}`);
      return failure(
        'server',
        `${name} answered with status ${status}${said === '' ? '' : ` (${said})`}: try again in a while.`,
      );
  }
}

/** No answer at all. */
export function unreachable(thrown: unknown, { name, apiUrl, token }: Context): Failure {
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    return failure('network', `${name} took too long to answer: check the network and try again.`);
  }
  const cause = redact(causeOf(thrown), token);
  const reason = cause === '' ? '' : ` (${cause})`;
  return failure(
    'network',
    `${name} could not be reached at ${hostOf(apiUrl)}${reason}: check the network and try again.`,
  );
}

/** An answer that is no data, or not the expected: a sign-in page, a proxy's page, another program's address. */
export function noData({ name, apiUrl }: Pick<Context, 'name' | 'apiUrl'>): Failure {
  return failure(
    'server',
    `${name} answered with something unexpected at ${hostOf(apiUrl)}: check that this is the address of the forge, and that no sign-in page of a network stands before it.`,
  );
}

/** Something else than what was asked for is elsewhere. */
function moved({ name, about }: Pick<Context, 'name' | 'about'>): Failure {
  return failure(
    'not-found',
    `${name} says that ${about.owner}/${about.name} has moved: change the remote's URL to the new one (\`git remote set-url\`).`,
  );
}

/** A label or milestone of that name, a merge request of that branch, a relation: each has its own words. */
const EXISTS =
  /already[_ ]exists|has already been taken|already being used|already assigned|already requested/i;

function refused(status: number, headers: Headers, said: string, { name }: Context, full: string): Failure {
  const wait = secondsToWait(headers);
  if (status === 429 || wait !== null || /rate limit/i.test(said)) {
    const when = wait === null ? 'in a few minutes' : `in ${describeWait(wait)}`;
    const { error } = failure('rate-limited', `${name} asks to wait: try again ${when}.`);
    return { kind: 'failed', error: { ...error, retryAfter: wait } };
  }
  if (/insufficient[_ ]scope|required scope/i.test(said)) {
    return failure(
      'forbidden',
      `The token for ${name} lacks a scope (${said}): make one with the scopes that docs/forges.md names.`,
    );
  }
  if (/current licen[cs]e|premium|not available for (?:your|this)/i.test(said)) {
    return failure('unsupported', `${name} has that in another edition only: ${asSentence(said)}`);
  }
  const reason = said === '' ? '' : ` (${said})`;
  return failure(
    'forbidden',
    `${name} does not let this account do that in ${full}${reason}: ask for write access, or sign in with another account.`,
  );
}

/** From `Retry-After`, in seconds or as a date, or from the time at which an exhausted limit is filled up again. */
function secondsToWait(headers: Headers): number | null {
  const after = headers.get('retry-after');
  if (after !== null) {
    if (/^\d+$/.test(after)) return Number(after);
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return secondsUntil(date / 1000);
  }
  const remaining = headers.get('ratelimit-remaining') ?? headers.get('x-ratelimit-remaining');
  const reset = Number(headers.get('ratelimit-reset') ?? headers.get('x-ratelimit-reset') ?? NaN);
  return remaining === '0' && Number.isFinite(reset) ? secondsUntil(reset) + 1 : null;
}

function secondsUntil(moment: number): number {
  return Math.max(0, Math.ceil(moment - Date.now() / 1000));
}

function describeWait(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

const Words = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]);
const ApiError = z.object({
  message: Words.optional(),
  error: Words.optional(),
  error_description: z.string().optional(),
  scope: z.string().optional(),
});

/** The forge's own words: one message, several, or one list per field. Empty for a page of HTML. */
function apiMessage(text: string): string {
  const parsed = ApiError.safeParse(parse(text)).data;
  if (parsed === undefined) return '';
  const { message, error, error_description: description, scope } = parsed;
  const parts =
    message === undefined
      ? [wordsOf(error ?? ''), description ?? '', scope === undefined ? '' : `needs ${scope}`]
      : [wordsOf(message)];
  return parts
    .filter((part) => part !== '')
    .join(', ')
    .replace(/^\d{3} (?=\p{L})/u, '')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_MESSAGE);
}

function wordsOf(words: z.infer<typeof Words>): string {
  if (typeof words === 'string') return words;
  if (Array.isArray(words)) return words.join(', ');
  return Object.entries(words)
    .map(([field, said]) => `${field} ${Array.isArray(said) ? said.join(', ') : String(said)}`)
    .join(', ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LONGEST_MESSAGE = 300;

function asSentence(text: string): string {
  if (text === '') return 'it did not say why.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** `fetch` hides what happened one level below. */
function causeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error && thrown.cause.message !== '' ? thrown.cause.message : thrown.message;
}

function redact(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '…');
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function failure(kind: ForgeErrorKind, message: string): Failure {
  return { kind: 'failed', error: { kind, message, retryAfter: null } };
}
