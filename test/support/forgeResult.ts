import type { ForgeResult } from '../../server/src/forge/forge.ts';

/** What a forge answered; throws what it said if it refused. */
export function valueOf<T>(result: ForgeResult<T>): T {
  if (result.kind === 'ok') return result.value;
  throw new Error(`${result.error.kind}: ${result.error.message}`);
}

/** `kind: sentence` of a refusal. */
export function refusalOf(result: ForgeResult<unknown>): string {
  return result.kind === 'ok' ? 'no refusal' : `${result.error.kind}: ${result.error.message}`;
}
