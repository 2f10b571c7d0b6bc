/**
 * Remembers what a function found out about a value, until something else that it depends on changes. This is
 * what makes an edit cheap: the parts of a document that it leaves alone are the same values as before.
 */
export class Remembered<Key extends object, Value> {
  readonly #known = new WeakMap<Key, { readonly needs: readonly unknown[]; readonly value: Value }>();

  /** @param needs everything but the key that the value depends on; compared by identity. */
  read(key: Key, needs: readonly unknown[], find: () => Value): Value {
    const known = this.#known.get(key);
    if (known && areSame(known.needs, needs)) return known.value;
    const value = find();
    this.#known.set(key, { needs, value });
    return value;
  }
}

/** The same values in the same order. */
export function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** The same for what there is one of in a document: its legend, its ids. */
export class Memory {
  readonly #known = new Map<string, { readonly needs: readonly unknown[]; readonly value: unknown }>();

  /**
   * @param name of what is derived; always of the same type.
   * @param needs all that the value depends on; compared by identity.
   */
  derive<T>(name: string, needs: readonly unknown[], make: () => T): T {
    const known = this.#known.get(name);
    // Each name stands for one type.
    if (known && areSame(known.needs, needs)) return known.value as T;
    const value = make();
    this.#known.set(name, { needs, value });
    return value;
  }
}
