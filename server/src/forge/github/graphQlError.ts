import * as z from 'zod';
import type { ForgeError, ForgeErrorKind } from '../forge.ts';
import { asSentence, redact, type ErrorContext } from './error.ts';

/** What GraphQL says in an answer with status 200; undefined if the request failed in another way. */
export function readGraphQlErrors(
  thrown: unknown,
  { name, token }: Pick<ErrorContext, 'name' | 'token'>,
): ForgeError | undefined {
  const [first] = Thrown.safeParse(thrown).data?.errors ?? [];
  if (first === undefined) return undefined;
  const said = redact(first.message, token).replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE);
  // A query that broke off has no kind of its own.
  const kind = KINDS[first.type ?? ''] ?? (/something went wrong/i.test(said) ? 'server' : 'invalid');
  return { kind, message: `${name} did not accept the request: ${asSentence(said)}`, retryAfter: null };
}

const Thrown = z.object({
  errors: z.array(z.object({ type: z.string().optional(), message: z.string().default('') })),
});

const KINDS: Readonly<Record<string, ForgeErrorKind | undefined>> = {
  INSUFFICIENT_SCOPES: 'forbidden',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not-found',
  RATE_LIMITED: 'rate-limited',
  RATE_LIMIT: 'rate-limited',
  SERVICE_UNAVAILABLE: 'server',
  INTERNAL: 'server',
};

const LONGEST_MESSAGE = 300;
