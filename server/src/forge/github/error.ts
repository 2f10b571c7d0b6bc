import * as z from 'zod';
import type { ForgeError, ForgeErrorKind, RepositoryName } from '../forge.ts';

export interface ErrorContext {
  /** As people call the forge. */
  readonly name: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly repository: RepositoryName;
}

/** Turns what octokit threw into an error with a sentence for people. */
export function toForgeError(thrown: unknown, context: ErrorContext): ForgeError {
  const { name, repository } = context;
  if (isAbort(thrown)) return failure('cancelled', 'Cancelled.');
  const answer = Thrown.safeParse(thrown).data;
  const response = answer?.response;
  // Without a response octokit reports a lost connection as status 500.
  if (answer === undefined || response === undefined) {
    const cause = redact(thrown instanceof Error ? thrown.message : String(thrown), context.token);
    const reason = cause === '' ? '' : ` (${cause})`;
    return failure(
      'network',
      `${name} could not be reached at ${hostOf(context.apiUrl)}${reason}: check the network and try again.`,
    );
  }
  const said = redact(apiMessage(response.data), context.token);
  const full = `${repository.owner}/${repository.name}`;
  switch (response.status) {
    case 401:
      return failure(
        'unauthorised',
        `${name} did not accept the sign-in: sign in again, or renew the token.`,
      );
    case 403:
    case 429:
      return refused(response, said, context, full);
    case 404:
    case 410:
      if (/issues .{0,20}disabled/i.test(said)) {
        return failure(
          'unsupported',
          `${full} has no issues: switch them on in the settings of the repository.`,
        );
      }
      return failure(
        'not-found',
        `${name} has no ${full} that this account may see: check the remote's URL and the account you signed in with.`,
      );
    case 422:
      if (/pull request already exists/i.test(said)) {
        return failure(
          'already-exists',
          `${name} already has a pull request for this branch: open that one.`,
        );
      }
      if (EXISTS.test(said)) {
        return failure('already-exists', `${name} has that already in ${full}: ${asSentence(said)}`);
      }
      return failure('invalid', `${name} did not accept the request: ${asSentence(said)}`);
    default:
      return failure(
        response.status >= 500 ? 'server' : 'invalid',
        `${name} answered with status ${response.status}${said === '' ? '' : ` (${said})`}: try again in a while.`,
      );
  }
}

/** A label or milestone of that name, a sub-issue, a blocking issue: each has its own words. */
const EXISTS = /already[_ ]exists|duplicate sub-issues|has already been taken/i;

const Thrown = z.object({
  response: z
    .object({
      status: z.int(),
      headers: z.record(z.string(), z.unknown()),
      data: z.unknown(),
    })
    .optional(),
});
type FailedResponse = NonNullable<z.infer<typeof Thrown>['response']>;

const ApiError = z.object({
  message: z.string().default(''),
  errors: z
    .array(
      z.union([
        z.string(),
        z.object({
          message: z.string().optional(),
          field: z.string().optional(),
          code: z.string().optional(),
        }),
      ]),
    )
    .optional(),
});

function refused(response: FailedResponse, said: string, context: ErrorContext, full: string): ForgeError {
  const wait = secondsToWait(response.headers);
  if (wait !== null || response.status === 429 || /rate limit/i.test(said)) {
    const when = wait === null ? 'in a few minutes' : `in ${describeWait(wait)}`;
    return {
      ...failure('rate-limited', `${context.name} asks to wait: try again ${when}.`),
      retryAfter: wait,
    };
  }
  if (response.headers['x-github-sso'] !== undefined) {
    return failure(
      'forbidden',
      `${context.name} wants single sign-on for ${full}: authorise the token for the organisation, then try again.`,
    );
  }
  const reason = said === '' ? '' : ` (${said})`;
  return failure(
    'forbidden',
    `${context.name} does not let this account do that in ${full}${reason}: ask for write access, or sign in with another account.`,
  );
}

/** From `retry-after`, or from the time at which an exhausted limit is filled up again. */
function secondsToWait(headers: Readonly<Record<string, unknown>>): number | null {
  const after = Number(headers['retry-after'] ?? NaN);
  if (Number.isFinite(after) && after >= 0) return Math.ceil(after);
  if (String(headers['x-ratelimit-remaining']) !== '0') return null;
  const reset = Number(headers['x-ratelimit-reset'] ?? NaN);
  return Number.isFinite(reset) ? Math.max(0, Math.ceil(reset - Date.now() / 1000) + 1) : null;
}

function describeWait(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** The forge's own words: its message, and what it says about single fields. */
function apiMessage(data: unknown): string {
  const parsed = ApiError.safeParse(data).data;
  if (parsed === undefined) return '';
  const details = (parsed.errors ?? []).map((error) => {
    if (typeof error === 'string') return error;
    return error.message ?? [error.field, error.code].filter((part) => part !== undefined).join(' is ');
  });
  const parts = details.some((detail) => detail !== '') ? details : [parsed.message];
  return parts
    .filter((part) => part !== '')
    .join(', ')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_MESSAGE);
}

const LONGEST_MESSAGE = 300;

export function asSentence(text: string): string {
  if (text === '') return 'it did not say why.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A text in which the token does not stand. */
export function redact(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '…');
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

function failure(kind: ForgeErrorKind, message: string): ForgeError {
  return { kind, message, retryAfter: null };
}
