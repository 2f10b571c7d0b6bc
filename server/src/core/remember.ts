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

/** Equal as plain data: arrays, records, sets and maps are compared by what they hold, all else by identity. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!isEqual(a[index], b[index])) return false;
    return true;
  }
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((each) => b.has(each));
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isEqual(value, b.get(key)));
  return isRecord(a) && isRecord(b) && areEqualRecords(a, b);
}

function areEqualRecords(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!(key in b) || !isEqual(a[key], b[key])) return false;
  return true;
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Where two lists differ: from `from` up to `oldTo` in the one and up to `newTo` in the other. */
export interface ChangedRange {
  readonly from: number;
  readonly oldTo: number;
  readonly newTo: number;
}

const knownRanges = new WeakMap<
  readonly unknown[],
  { readonly before: WeakRef<readonly unknown[]>; readonly range: ChangedRange }
>();

/** A list of a document is compared with its version before by everything that is derived from it: long ones once. */
export function changedRange(before: readonly unknown[], now: readonly unknown[]): ChangedRange {
  if (now.length < LONG) return compareLists(before, now);
  const known = knownRanges.get(now);
  if (known?.before.deref() === before) return known.range;
  const range = compareLists(before, now);
  // A strong reference would keep all versions there ever were.
  knownRanges.set(now, { before: new WeakRef(before), range });
  return range;
}

const LONG = 64;

function compareLists(before: readonly unknown[], now: readonly unknown[]): ChangedRange {
  const shorter = Math.min(before.length, now.length);
  let from = 0;
  while (from < shorter && before[from] === now[from]) from++;
  let [oldTo, newTo] = [before.length, now.length];
  while (oldTo > from && newTo > from && before[oldTo - 1] === now[newTo - 1]) {
    oldTo--;
    newTo--;
  }
  return { from, oldTo, newTo };
}

interface Known<T> {
  readonly needs: readonly unknown[];
  readonly value: T;
}

interface KnownList {
  readonly needs: readonly unknown[];
  readonly inputs: readonly unknown[];
  readonly outputs: readonly unknown[];
}

/** How a list is summed up; see `Memory.sum`. */
export interface Summing<In, Sum> {
  readonly start: () => Sum;
  readonly add: (sum: Sum, input: In) => void;
  readonly remove: (sum: Sum, input: In) => void;
}

/** How many items of a list are such. */
export function counting<In>(isSuch: (input: In) => boolean): Summing<In, [count: number]> {
  return {
    start: () => [0],
    add(sum, input) {
      if (isSuch(input)) sum[0]++;
    },
    remove(sum, input) {
      if (isSuch(input)) sum[0]--;
    },
  };
}

interface Summed<In, Sum> {
  readonly inputs: readonly In[];
  readonly sum: Sum;
}

/** Whether an output may stay in the place of another one. */
type IsSame<T> = (before: T, now: T) => boolean;

/**
 * What was derived from the versions of one document, under names. An edit changes few items of a list, so
 * lists are compared from both ends, and only what lies between is found anew. What comes out equal to what
 * was there before *is* what was there before: then the next step has nothing to do.
 */
export class Memory {
  // Each name stands for one type, which is why values may be cast to what the caller asks for.
  readonly #known = new Map<string, Known<unknown>>();
  readonly #lists = new Map<string, KnownList>();
  readonly #sums = new Map<string, Summed<unknown, unknown>>();

  /** What is known now, whatever is found out about later versions. */
  copy(): Memory {
    const copy = new Memory();
    for (const [name, known] of this.#known) copy.#known.set(name, known);
    for (const [name, list] of this.#lists) copy.#lists.set(name, list);
    // Sums change in place: the copy makes its own.
    return copy;
  }

  /**
   * @param name of what is derived; always of the same type.
   * @param needs all that the value depends on; compared by identity.
   */
  derive<T>(name: string, needs: readonly unknown[], make: () => T, isSame: IsSame<T> = Object.is): T {
    const known = this.#known.get(name) as Known<T> | undefined;
    if (known && areSame(known.needs, needs)) return known.value;
    const made = make();
    const value = known && isSame(known.value, made) ? known.value : made;
    this.#known.set(name, { needs, value });
    return value;
  }

  /**
   * `inputs.map(find)`, with `find` called only for what changed.
   * @param needs all that `find` depends on but its input; compared by identity.
   */
  map<In, Out>(
    name: string,
    needs: readonly unknown[],
    inputs: readonly In[],
    find: (input: In) => Out,
    isSame: IsSame<Out> = isEqual,
  ): readonly Out[] {
    const known = this.#lists.get(name);
    const outputs = known
      ? mapAgain(
          { inputs: known.inputs as readonly In[], outputs: known.outputs as readonly Out[] },
          areSame(known.needs, needs),
          inputs,
          find,
          isSame,
        )
      : inputs.map(find);
    this.#lists.set(name, { needs, inputs, outputs });
    return outputs;
  }

  /** `inputs.flatMap(find)`, with `find` called only for what changed. */
  flatMap<In, Out>(
    name: string,
    needs: readonly unknown[],
    inputs: readonly In[],
    find: (input: In) => readonly Out[],
    isSame: IsSame<readonly Out[]> = isEqual,
  ): readonly Out[] {
    const lists = this.map(name, needs, inputs, find, isSame);
    const known = this.#known.get(name) as Known<readonly Out[]> | undefined;
    const before = known?.needs[0] as readonly (readonly Out[])[] | undefined;
    if (known && before === lists) return known.value;
    const value = known && before ? spliced(known.value, before, lists) : lists.flatMap((list) => list);
    this.#known.set(name, { needs: [lists], value });
    return value;
  }

  /**
   * Outputs of a walk over `inputs` that carries a state from each to the next. It ends early where the state
   * is what it was before and only inputs that were there follow.
   * @param step pure; states are compared by what they list.
   */
  scan<In, State extends readonly unknown[], Out>(
    name: string,
    inputs: readonly In[],
    start: State,
    step: (state: State, input: In) => { readonly output: Out; readonly state: State },
  ): readonly Out[] {
    const known = this.#known.get(name) as Known<Scanned<In, State, Out>> | undefined;
    const value = scanned(known?.value ?? { inputs: [], outputs: [], states: [] }, inputs, start, step);
    this.#known.set(name, { needs: [], value });
    return value.outputs;
  }

  /**
   * What a list comes to, kept up to date: what went is taken away, what came is added. The sum is one value
   * that changes, so it is true of the newest version alone, and of this memory: what is kept of it needs it.
   * @param summing adds and removes items in any order, to the same effect as if only the list had been added.
   */
  sum<In, Sum>(name: string, inputs: readonly In[], { start, add, remove }: Summing<In, Sum>): Sum {
    const known = this.#sums.get(name) as Summed<In, Sum> | undefined;
    if (known?.inputs === inputs) return known.sum;
    const before = known?.inputs ?? [];
    const { from, oldTo, newTo } = changedRange(before, inputs);
    // Beginning anew is as good if most of it changed.
    const isNew = known === undefined || oldTo - from > before.length >> 1;
    // If a step throws, nobody knows what was added: then it is forgotten.
    this.#sums.delete(name);
    const sum = isNew ? start() : known.sum;
    if (!isNew) for (let index = from; index < oldTo; index++) remove(sum, before[index] as In);
    const end = isNew ? inputs.length : newTo;
    for (let index = isNew ? 0 : from; index < end; index++) add(sum, inputs[index] as In);
    this.#sums.set(name, { inputs, sum });
    return sum;
  }

  /** The rows of a table that is given by its columns: one that says the same as before is the same value. */
  rows<Row extends readonly unknown[]>(
    name: string,
    columns: { readonly [Column in keyof Row]: readonly Row[Column][] },
  ): readonly Row[] {
    const before = (this.#lists.get(name)?.outputs ?? []) as readonly Row[];
    const length = columns[0]?.length ?? 0;
    const shift = before.length - length;
    const isRow = (row: Row | undefined, index: number): row is Row => {
      if (row === undefined) return false;
      for (let column = 0; column < columns.length; column++)
        if (columns[column]?.[index] !== row[column]) return false;
      return true;
    };
    let first = 0;
    while (first < length && isRow(before[first], first)) first++;
    if (first === length && shift === 0) return before;
    const rows = before.slice(0, length);
    for (let index = first; index < length; index++) {
      if (isRow(before[index], index)) continue;
      const moved = before[index + shift];
      rows[index] = isRow(moved, index) ? moved : (columns.map((column) => column[index]) as unknown as Row);
    }
    this.#lists.set(name, { needs: [], inputs: [], outputs: rows });
    return rows;
  }

  /**
   * The same list, in which items that were there before, counted from the start or from the end, are the same
   * values; if all were, the list itself.
   */
  keep<T>(name: string, items: readonly T[], isSame: IsSame<T>): readonly T[] {
    const known = this.#known.get(name) as Known<readonly T[]> | undefined;
    const before = known?.value ?? [];
    const shift = before.length - items.length;
    let isChanged = known === undefined || shift !== 0;
    const isAt = (at: number, item: T): boolean =>
      at >= 0 && at < before.length && isSame(before[at] as T, item);
    const value = items.map((item, index) => {
      if (isAt(index, item)) return before[index] as T;
      if (shift !== 0 && isAt(index + shift, item)) return before[index + shift] as T;
      isChanged = true;
      return item;
    });
    if (!isChanged) return before;
    this.#known.set(name, { needs: [], value });
    return value;
  }
}

const memories = new WeakMap<object, Memory>();

/** Says that a value is a version of what `memory` remembers. */
export function remembersIn(value: object, memory: Memory): void {
  memories.set(value, memory);
}

/** Whether a value is one of several versions, so that what is summed up of one helps with the next. */
export function hasVersions(value: object): boolean {
  return memories.has(value);
}

/**
 * What is remembered of the earlier versions of a value. Of one that nobody edits it is forgotten when some others were
 * asked about: rules ask many times about one document, and a host has a few in hand at a time.
 */
export function memoryOf(value: object): Memory {
  const memory = memories.get(value) ?? latest.get(value);
  if (memory) return memory;
  const made = new Memory();
  latest.set(value, made);
  for (const oldest of latest.keys()) {
    if (latest.size <= IN_HAND) break;
    latest.delete(oldest);
  }
  return made;
}

const IN_HAND = 8;

const latest = new Map<object, Memory>();

interface Scanned<In, State, Out> {
  readonly inputs: readonly In[];
  readonly outputs: readonly Out[];
  /** Behind each input. */
  readonly states: readonly State[];
}

function scanned<In, State extends readonly unknown[], Out>(
  before: Scanned<In, State, Out>,
  inputs: readonly In[],
  start: State,
  step: (state: State, input: In) => { readonly output: Out; readonly state: State },
): Scanned<In, State, Out> {
  if (before.inputs === inputs) return before;
  const { from, oldTo, newTo } = changedRange(before.inputs, inputs);
  const outputs = before.outputs.slice(0, from);
  const states = before.states.slice(0, from);
  let state = states.at(-1) ?? start;
  for (let index = from; index < inputs.length; index++) {
    const old = index - newTo + oldTo;
    const oldState = old === 0 ? start : before.states[old - 1];
    if (index >= newTo && oldState && areSame(oldState, state))
      return {
        inputs,
        outputs: outputs.concat(before.outputs.slice(old)),
        states: states.concat(before.states.slice(old)),
      };
    const next = step(state, inputs[index] as In);
    state = next.state;
    outputs.push(next.output);
    states.push(state);
  }
  return { inputs, outputs, states };
}

function mapAgain<In, Out>(
  known: { readonly inputs: readonly In[]; readonly outputs: readonly Out[] },
  hasSameNeeds: boolean,
  inputs: readonly In[],
  find: (input: In) => Out,
  isSame: IsSame<Out>,
): readonly Out[] {
  if (hasSameNeeds && known.inputs === inputs) return known.outputs;
  const whole = { from: 0, oldTo: known.inputs.length, newTo: inputs.length };
  const { from, oldTo, newTo } = hasSameNeeds ? changedRange(known.inputs, inputs) : whole;
  const isAligned = oldTo === newTo;
  let isChanged = !isAligned;
  const middle: Out[] = [];
  for (let index = from; index < newTo; index++) {
    const output = find(inputs[index] as In);
    const before = known.outputs[index] as Out;
    const isKept = isAligned && isSame(before, output);
    if (!isKept) isChanged = true;
    middle.push(isKept ? before : output);
  }
  return isChanged ? replaced(known.outputs, from, oldTo, middle) : known.outputs;
}

/** A list in which other items stand from `from` up to `to`. Lists are long, and copied with every edit: once. */
export function replaced<T>(list: readonly T[], from: number, to: number, items: readonly T[]): readonly T[] {
  if (items.length !== to - from) return list.slice(0, from).concat(items, list.slice(to));
  const copy = list.slice();
  for (let index = from; index < to; index++) copy[index] = items[index - from] as T;
  return copy;
}

/** The flat list after some of the lists that it was made of changed. */
function spliced<T>(
  flat: readonly T[],
  before: readonly (readonly T[])[],
  lists: readonly (readonly T[])[],
): readonly T[] {
  const { from, oldTo, newTo } = changedRange(before, lists);
  const length = (end: number, start: number): number => {
    let sum = 0;
    for (let index = start; index < end; index++) sum += before[index]?.length ?? 0;
    return sum;
  };
  const start = length(from, 0);
  const end = start + length(oldTo, from);
  const middle = lists.slice(from, newTo).flatMap((list) => list);
  return replaced(flat, start, end, middle);
}
