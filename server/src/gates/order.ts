/** A task with the keys of the tasks that it depends on. */
export interface OrderedTask {
  readonly key: string;
  readonly dependsOn: readonly string[];
}

/**
 * Tasks so that each stands behind those of them that it depends on, otherwise in the order given. Of tasks that
 * depend on each other in a circle, one goes first.
 */
export function inDependencyOrder<T extends OrderedTask>(tasks: readonly T[]): readonly T[] {
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  const ordered = new Set<T>();
  const entered = new Set<T>();
  for (const first of tasks) {
    // Without recursion: a chain of dependencies may be as long as the document.
    const path = [first];
    for (let task = path.at(-1); task !== undefined; task = path.at(-1)) {
      entered.add(task);
      const next = task.dependsOn
        .map((key) => byKey.get(key))
        .find((each) => each !== undefined && !entered.has(each));
      if (next) path.push(next);
      else {
        ordered.add(task);
        path.pop();
      }
    }
  }
  return [...ordered];
}
