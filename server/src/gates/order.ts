/** A task or phase, what it stands in, and the keys of the tasks and phases that it depends on. */
export interface OrderedUnit {
  readonly key: string;
  readonly parent?: string | null;
  readonly dependsOn?: readonly string[];
}

/**
 * Tasks so that each stands behind those of them that it depends on, otherwise in the order given. To depend on a
 * phase is to depend on all tasks in it, and a task depends on whatever the phases around it depend on. Of tasks that
 * depend on each other in a circle, one goes first.
 * @param groups the phases around the tasks.
 */
export function inDependencyOrder<T extends OrderedUnit>(
  tasks: readonly T[],
  groups: readonly OrderedUnit[] = [],
): readonly T[] {
  const plan = new Plan(tasks, groups);
  const ordered = new Set<T>();
  const entered = new Set<T>();
  for (const first of tasks) {
    // Without recursion: a chain of dependencies may be as long as the document.
    const path = [visit(first, plan, entered)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { value: next } = step.needs.next();
      if (next === undefined) {
        ordered.add(step.task);
        path.pop();
      } else if (!entered.has(next)) path.push(visit(next, plan, entered));
    }
  }
  return [...ordered];
}

/** The same with each phase behind the last task in it, and inner phases before those around them. */
export function inRunOrder<T extends OrderedUnit, G extends OrderedUnit>(
  tasks: readonly T[],
  groups: readonly G[],
): readonly (T | G)[] {
  const parents = new Map([...groups, ...tasks].map(({ key, parent }) => [key, parent ?? null]));
  const byKey = new Map(groups.map((group) => [group.key, group]));
  const around = (task: T): readonly G[] => {
    const keys = new Set<string>();
    for (let at = parents.get(task.key) ?? null; at !== null && !keys.has(at);) {
      keys.add(at);
      at = parents.get(at) ?? null;
    }
    return [...keys].flatMap((key) => byKey.get(key) ?? []);
  };
  const left = new Map<G, number>();
  for (const group of tasks.flatMap(around)) left.set(group, (left.get(group) ?? 0) + 1);
  return inDependencyOrder(tasks, groups).flatMap((task) => {
    const complete = around(task).filter((group) => {
      const count = (left.get(group) ?? 0) - 1;
      left.set(group, count);
      return count === 0;
    });
    return [task, ...complete];
  });
}

interface Step<T> {
  readonly task: T;
  /** What it depends on and nobody has looked at yet. */
  readonly needs: Iterator<T, undefined>;
}

function visit<T extends OrderedUnit>(task: T, plan: Plan<T>, entered: Set<T>): Step<T> {
  entered.add(task);
  return { task, needs: plan.needsOf(task) };
}

class Plan<T extends OrderedUnit> {
  readonly #units: ReadonlyMap<string, OrderedUnit>;
  readonly #tasks: ReadonlyMap<string, T>;
  readonly #places: ReadonlyMap<T, number>;
  readonly #below = new Map<string, OrderedUnit[]>();

  constructor(tasks: readonly T[], groups: readonly OrderedUnit[]) {
    this.#tasks = new Map(tasks.map((task) => [task.key, task]));
    this.#places = new Map(tasks.map((task, index) => [task, index]));
    const units = [...groups, ...tasks];
    this.#units = new Map(units.map((unit) => [unit.key, unit]));
    for (const unit of units) {
      if (unit.parent == null) continue;
      const siblings = this.#below.get(unit.parent);
      if (siblings) siblings.push(unit);
      else this.#below.set(unit.parent, [unit]);
    }
  }

  *needsOf(task: T): Generator<T, undefined> {
    const seen = new Set<OrderedUnit>();
    for (let unit: OrderedUnit | undefined = task; unit && !seen.has(unit); unit = this.#parentOf(unit)) {
      seen.add(unit);
      for (const key of unit.dependsOn ?? []) yield* this.#tasksOf(key);
    }
    return undefined;
  }

  #parentOf({ parent }: OrderedUnit): OrderedUnit | undefined {
    return parent == null ? undefined : this.#units.get(parent);
  }

  /** The task with this key, and those below the task or phase that has it, in the order given. */
  #tasksOf(key: string): readonly T[] {
    const keys = new Set([key]);
    for (const at of keys) for (const unit of this.#below.get(at) ?? []) keys.add(unit.key);
    const found = [...keys].flatMap((each) => this.#tasks.get(each) ?? []);
    return found.sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0));
  }
}
