import type { Item, RoadmapDocument, Task } from '../../model/document.ts';
import { atLine } from '../../model/nesting.ts';
import type { Memory } from '../../remember.ts';
import { isOpen } from '../criteria.ts';
import type { Fix } from '../finding.ts';
import { nameOf } from '../plan/names.ts';
import type { Draft, Rule } from '../rule.ts';

/** An open task has no criteria, where the tasks beside it have them. */
export const criteriaMissing: Rule = {
  code: 'criteria/missing',
  severity: 'hint',
  reads: 'document',
  check({ document, memory }) {
    const siblings = siblingsOf(document, memory);
    return siblings.flatMap(({ without, model }) =>
      without.flatMap((line) => toDrafts(document, line, model)),
    );
  },
};

/** Tasks with the same parent, of which most have criteria. */
interface Siblings {
  /** Lines of those that have none. */
  readonly without: readonly number[];
  /** Line of one that has. */
  readonly model: number;
}

function siblingsOf(document: RoadmapDocument, memory: Memory): readonly Siblings[] {
  const facts = memory.flatMap('tasks with criteria', [], document.tasks, factsOf);
  return memory.derive('tasks without criteria', [facts], () => findWithout(facts));
}

interface Facts {
  readonly line: number;
  readonly parent: number | null;
  readonly isOpen: boolean;
  /** Boxes of any kind say as well as criteria what is left. */
  readonly hasBoxes: boolean;
  readonly hasCriteria: boolean;
}

/** Tasks that are items or rows have room for a line, and rarely for criteria. */
function factsOf(task: Task): readonly Facts[] {
  if (task.form !== 'heading') return [];
  const { line, parent, items } = task;
  const hasBoxes = items.some(({ checked }) => checked !== null);
  return [{ line, parent, isOpen: isOpen(task), hasBoxes, hasCriteria: items.some(isCriterion) }];
}

function isCriterion({ role }: Item): boolean {
  return role === 'criterion';
}

const FEWEST = 3;
const MOST = 0.75;

function findWithout(facts: readonly Facts[]): readonly Siblings[] {
  const parents = new Set(facts.flatMap(({ parent }) => parent ?? []));
  const families = new Map<number | null, Facts[]>();
  for (const each of facts) {
    const family = families.get(each.parent);
    if (family) family.push(each);
    else families.set(each.parent, [each]);
  }
  return [...families.values()].flatMap((family): Siblings[] => {
    const withCriteria = family.filter(({ hasCriteria }) => hasCriteria);
    const [model] = withCriteria;
    if (model === undefined || withCriteria.length < FEWEST) return [];
    if (withCriteria.length < MOST * family.length) return [];
    // What holds tasks is done when they are.
    const without = family.filter(
      (each) => each.isOpen && !each.hasCriteria && !each.hasBoxes && !parents.has(each.line),
    );
    return without.length === 0 ? [] : [{ without: without.map(({ line }) => line), model: model.line }];
  });
}

function toDrafts(document: RoadmapDocument, line: number, modelLine: number): readonly Draft[] {
  const task = atLine(document.tasks, line);
  const model = atLine(document.tasks, modelLine);
  if (task === undefined || model === undefined) return [];
  return [
    {
      span: task.nameSpan,
      message: `${nameOf(task)} has no criteria; the tasks beside it have some.`,
      related: [{ uri: document.uri, span: model.nameSpan, message: `${nameOf(model)} has criteria` }],
      fixes: insertLike(document, task, model),
    },
  ];
}

/** A list with one open box below the label that the other task has. */
function insertLike(document: RoadmapDocument, task: Task, model: Task): readonly Fix[] {
  const label = labelOf(document, model);
  if (label === undefined) return [];
  const text = document.source.slice(task.extent);
  const at = task.extent.from + text.replace(AT_END, '').length;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = ['', '', label, '', '- [ ] To be written'].join(lineBreak);
  const edit = { uri: document.uri, span: { from: at, to: at }, newText };
  return [{ title: 'Insert criteria', preferred: false, edits: [edit] }];
}

/** The line above a task's first criterion, if it is a label at the margin. */
function labelOf({ source }: RoadmapDocument, { items, line }: Task): string | undefined {
  const first = items.find(isCriterion);
  if (first === undefined) return undefined;
  for (let number = first.line - 1; number > line; number--) {
    const text = source.lineText(number - 1);
    if (text.trim() !== '') return LABEL.test(text) ? text.trimEnd() : undefined;
  }
  return undefined;
}

/** Blank lines, with a rule that ends the section among them. */
const AT_END = /(?:\s*[\r\n] {0,3}([-*_])(?:[ \t]*\1){2,})?\s*$/;
const LABEL = /^(?:#{2,6} |\*\*|__)[^*_`|]{2,60}(?:\*\*|__)?[:：]?\s*$/u;
