import type { Forge } from './forge.ts';

/**
 * A forge that is asked once more with another token where it did not accept the sign-in: a request that was turned
 * away did nothing, so that is right for writes too. `renew` is called at most once, however many requests fail.
 * @param renew the same forge with a token that somebody gave just now; undefined: nobody did.
 */
export function withRenewal(forge: Forge, renew: () => Promise<Forge | undefined>): Forge {
  let current = forge;
  let renewed: Promise<Forge | undefined> | undefined;
  return new Proxy(forge, {
    get(_, name): unknown {
      const member: unknown = Reflect.get(current, name);
      if (typeof member !== 'function') return member;
      return async (...parameters: readonly unknown[]): Promise<unknown> => {
        const used = current;
        const result: unknown = await Reflect.apply(member, used, parameters);
        if (!isTurnedAway(result)) return result;
        renewed ??= renew();
        const next = await renewed;
        if (next === undefined || next === used) return result;
        current = next;
        const again: unknown = Reflect.get(next, name);
        return typeof again === 'function' ? Reflect.apply(again, next, parameters) : result;
      };
    },
  });
}

function isTurnedAway(result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('error' in result)) return false;
  const { error } = result;
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'unauthorised';
}
