import type { Gate, RoadmapDocument, Task } from '../model/document.ts';
import { memoryOf } from '../remember.ts';
import type { Span } from '../text/source.ts';

/** A gate, with the task it stands in; undefined for those of phases and of the document. */
export interface PlacedGate {
  readonly gate: Gate;
  readonly task: Task | undefined;
  /** All gates of the same task, phase or document. */
  readonly siblings: readonly Gate[];
}

/** `find` for each gate of a document; what it finds in a task stays until that task changes. */
export function flatMapGates<T>(
  document: RoadmapDocument,
  name: string,
  needs: readonly unknown[],
  find: (placed: PlacedGate) => readonly T[],
): readonly T[] {
  const memory = memoryOf(document);
  const ofTasks = memory.flatMap(name, needs, document.tasks, (task) =>
    task.gates.flatMap((gate) => find({ gate, task, siblings: task.gates })),
  );
  // Those of groups and of the document stay the same values when the words around them change.
  const others = [...document.groups.map(({ gates }) => gates), document.gates];
  const ofOther = (siblings: readonly Gate[]): readonly T[] =>
    siblings.flatMap((gate) => find({ gate, task: undefined, siblings }));
  return [...ofTasks, ...others.flatMap(ofOther)];
}

/** Where a line of a gate's text (0-based) stands in the document, without its indentation; the code for inline gates. */
export function spanOfGateLine({ source }: RoadmapDocument, gate: Gate, line: number): Span {
  if (gate.form === 'inline') return innerSpan(source.slice(gate.span), gate.span);
  const { from, to } = source.lineSpan(source.lineAt(gate.span.from) + 1 + line);
  const text = source.slice({ from, to });
  return { from: from + text.length - text.trimStart().length, to: from + text.trimEnd().length };
}

function innerSpan(text: string, { from, to }: Span): Span {
  const marks = /^`+/.exec(text)?.[0].length ?? 0;
  return { from: from + marks, to: to - marks };
}
