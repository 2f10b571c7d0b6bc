import type { ForgeErrorKind, ForgeResult } from './forge.ts';

export function ok<T>(value: T): ForgeResult<T> {
  return { kind: 'ok', value };
}

export function fail<T>(kind: ForgeErrorKind, message: string): ForgeResult<T> {
  return { kind: 'failed', error: { kind, message, retryAfter: null } };
}

/** For questions whether something is there: that it is not is an answer, and no failure. */
export function orNull<T>(result: ForgeResult<T>): ForgeResult<T | null> {
  return result.kind === 'failed' && result.error.kind === 'not-found' ? ok(null) : result;
}

/** What a token may not see, or an older server has not, is not known: that is no reason to fail. */
export function optional<T>(result: ForgeResult<T>): ForgeResult<T | null> {
  if (result.kind === 'ok') return result;
  return ['not-found', 'forbidden', 'unsupported'].includes(result.error.kind) ? ok(null) : result;
}

/** What is there already is as good as what was made. */
export function done(result: ForgeResult<unknown>): ForgeResult<void> {
  if (result.kind === 'failed' && result.error.kind !== 'already-exists') return result;
  return ok(undefined);
}

/** Does one step after another. One that fails does not keep the others from being done; the first failure is told. */
export async function doAll(
  steps: readonly (() => Promise<ForgeResult<unknown>>)[],
): Promise<ForgeResult<void>> {
  const failures: ForgeResult<void>[] = [];
  for (const step of steps) {
    const ended = await step();
    if (ended.kind === 'failed') failures.push(ended);
  }
  return failures[0] ?? ok(undefined);
}
