import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { toJson } from '../../../server/src/core/model/json.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

/**
 * One document per dialect, each with what a careful reader finds in it (`NAME.gold.json`): the form of the
 * corpus' gold files, with more fields. `optional` names lines on which two readers could differ.
 */
const folder = new URL('.', import.meta.url);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Entry = Readonly<Record<string, Json>> & { readonly line: number };
type Gold = Readonly<Record<string, Json | readonly Entry[]>> & {
  /** The path that it is read at: some tools are known by their folder. */
  readonly document: string;
  readonly optional?: Readonly<Record<string, readonly number[]>>;
};

describe('dialects', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.gold.json'))) {
    const gold = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Gold;
    const name = file.replace('.gold.json', '');
    const found = read(`${name}.md`, gold.document);
    for (const part of Object.keys(gold).filter((key) => key !== 'optional')) {
      it(`${name}: ${part}`, () => {
        const optional = gold.optional?.[part] ?? [];
        assert.deepEqual(without(found[part], optional), without(gold[part], optional));
      });
    }
  }
});

/** The lines of optional entries are left out on both sides. */
function without(value: unknown, optional: readonly number[]): unknown {
  if (!Array.isArray(value) || optional.length === 0) return value;
  return value.filter((entry: Entry) => !optional.includes(entry.line));
}

/** What the parser finds in a document, in the form of the gold files. */
function read(file: string, path: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const source = new SourceText(text);
  const model = toJson(parseRoadmap(`file:///project/${path}`, source));
  const ownedGates = [...model.tasks, ...model.groups].flatMap((owner) =>
    owner.gates.map((gate) => ({ ...gate, owner: owner.line })),
  );
  const ownCriteria = model.tasks.flatMap((task) =>
    task.items.filter((item) => item.role === 'criterion').map((item) => ({ ...item, task: task.line })),
  );
  return {
    document: path,
    lines: (text.match(/\r\n|\n|\r/g) ?? []).length,
    title: model.title,
    roadmap: model.roadmap,
    groups: model.groups.map(({ line, kind, id, title, parent, status, effort, labels, assignees, calendar }) => ({
      line,
      kind,
      id,
      title,
      parent,
      status,
      effort: amount(effort),
      labels,
      assignees,
      calendar: calendar?.text ?? null,
    })),
    tasks: model.tasks.map((task) => ({
      line: task.line,
      id: task.id,
      title: task.title.replaceAll('`', ''),
      form: task.form,
      status: task.status,
      effort: amount(task.effort),
      dependsOn: task.dependsOn.map(({ id }) => id),
      soft: task.dependsOn.filter(({ soft }) => soft).map(({ id }) => id),
      branch: task.branch,
      parent: task.parent,
      aliases: task.aliases,
      priority: task.priority,
      labels: task.labels,
      assignees: task.assignees,
      items: task.items
        .filter(({ role }) => role !== 'criterion')
        .map(({ line, role, checked }) => ({ line, role, checked })),
    })),
    criteria: [
      ...ownCriteria.map(({ line, checked, task }) => ({ line, checked, task })),
      ...model.criteria.map(({ line, checked, group }) => ({ line, checked, task: null, group })),
    ].sort((a, b) => a.line - b.line),
    references: model.references.map(({ line, path, ranges, kind, expectation, column }) => ({
      line,
      path,
      ranges,
      kind,
      expectation,
      ...(file === 'plain-roadmap.md' ? { column } : {}),
    })),
    gates: [...ownedGates, ...model.gates.map((gate) => ({ ...gate, owner: null }))]
      .sort((a, b) => a.line - b.line)
      .map(({ line, form, class: kind, commands, owner }) => ({ line, form, class: kind, commands, owner })),
    totals: model.totals.map(({ line, tasks, effort }) => ({ line, tasks, effort: amount(effort) })),
    labels: model.labels,
    milestones: model.milestones.map(({ title, line }) => ({ title, line })),
    claims: model.claims.map(({ line, about, status, effort }) => ({ line, about, status, effort: amount(effort) })),
  };
}

/** An effort without its wording. */
function amount(effort: { min: number; max: number; unit: string } | null): Json {
  return effort ? { min: effort.min, max: effort.max, unit: effort.unit } : null;
}
