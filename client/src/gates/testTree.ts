import * as vscode from 'vscode';
import type {
  GateOutline,
  GroupOutline,
  RoadmapOutline,
  TaskOutline,
} from '../../../server/src/protocol/outline.ts';
import { DOCUMENT_KEY } from '../../../server/src/core/model/gateKeys.ts';
import { type GateOwner, gateOwners } from '../../../server/src/gates/owners.ts';
import { circumstances } from '../../../server/src/gates/words.ts';
import type { GateResults } from '../gateResults.ts';
import type { Roadmaps, RoadmapsChange } from '../roadmaps.ts';
import { nameOf } from './gateRunner.ts';
import type { GateItems } from './testView.ts';

/** A gate of a task, phase or document. */
export interface GateTarget {
  readonly uri: string;
  /** The key of the task or phase, or `DOCUMENT_KEY`. */
  readonly task: string;
  readonly gate: string;
}

/** A gate that is to run, with its items. */
export interface SelectedGate {
  readonly target: GateTarget;
  readonly items: GateItems;
}

/** What a test item stands for; `key` is that of the phase or task. */
type Node =
  | { readonly kind: 'document'; readonly uri: string }
  | { readonly kind: 'unit'; readonly uri: string; readonly key: string }
  | { readonly kind: 'gate'; readonly target: GateTarget }
  | { readonly kind: 'command' };

type Unit =
  | { readonly kind: 'group'; readonly outline: GroupOutline }
  | { readonly kind: 'task'; readonly outline: TaskOutline };

interface Index {
  readonly owners: ReadonlyMap<string, GateOwner>;
  /** Phases and tasks that have gates or hold some that have, by the key of what encloses them. */
  readonly units: ReadonlyMap<string | null, readonly Unit[]>;
}

/**
 * The items of the Test Explorer: document → phase → task → gate → command, where phases and documents may have gates
 * of their own as well. Each level is made when somebody looks at it. Ids stay the same while a task and its gates do, so that results stay with them.
 */
export class TestTree {
  readonly #roadmaps: Roadmaps;
  readonly #controller: vscode.TestController;
  readonly #nodes = new WeakMap<vscode.TestItem, Node>();
  readonly #results: GateResults;
  /** What is said of a gate beside its result. */
  readonly #descriptions = new WeakMap<vscode.TestItem, string>();
  readonly #stale = new WeakSet<vscode.TestItem>();
  readonly #indexes = new WeakMap<RoadmapOutline, Index>();
  #isLookedAt = false;

  constructor(roadmaps: Roadmaps, results: GateResults, controller: vscode.TestController) {
    this.#roadmaps = roadmaps;
    this.#results = results;
    this.#controller = controller;
  }

  /** Makes the items below one; below none, those of the documents. */
  async resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (item) return this.#fill(item);
    await this.#roadmaps.load();
    this.#isLookedAt = true;
    this.#fillRoot();
  }

  #fillRoot(): void {
    const wanted = this.#roadmaps.all().filter((roadmap) => this.#indexOf(roadmap).owners.size > 0);
    const { items } = this.#controller;
    if (wanted.length === items.size && wanted.every(({ uri }) => items.get(uri))) return;
    items.replace(wanted.map(({ uri }) => items.get(uri) ?? this.#documentItem(uri)));
  }

  /** Brings what was made up to date; nothing is made that nobody has looked at. */
  async update(change: RoadmapsChange): Promise<void> {
    if (!this.#isLookedAt) return;
    if (change === 'all') await this.resolve(undefined);
    else this.#fillRoot();
    for (const [, item] of this.#controller.items) {
      if (change === 'all' || change.includes(item.id)) this.#refill(item);
    }
  }

  /** Says behind each gate what its last run showed, also in earlier sessions; stale results are dimmed. */
  showResults(): void {
    const visit = (item: vscode.TestItem): void => {
      const node = this.#nodes.get(item);
      if (node?.kind === 'gate') this.#describe(item, node.target);
      else for (const [, child] of item.children) visit(child);
    };
    for (const [, item] of this.#controller.items) visit(item);
  }

  /** The item of a task, phase or document by its key, with those on the way to it; undefined where it has no gates. */
  async find(uri: string, key: string): Promise<vscode.TestItem | undefined> {
    await this.resolve(undefined);
    const known = this.#findKnown(uri, key);
    if (known) return known;
    // The server may be ahead: a lens stands above a task before all views have heard of it.
    await this.#roadmaps.load(true);
    await this.resolve(undefined);
    return this.#findKnown(uri, key);
  }

  #findKnown(uri: string, key: string): vscode.TestItem | undefined {
    const roadmap = this.#roadmaps.get(uri);
    let item = this.#controller.items.get(uri);
    for (const step of roadmap ? pathTo(roadmap, key) : []) {
      if (!item) return undefined;
      this.#fill(item);
      item = item.children.get(`group:${step}`) ?? item.children.get(`task:${step}`);
    }
    return item;
  }

  /**
   * The gates that a request means, each once, in the order of the tree. Whoever asks for a command gets its
   * gate: that is one process.
   */
  async select({
    include,
    exclude = [],
  }: Pick<vscode.TestRunRequest, 'include' | 'exclude'>): Promise<readonly SelectedGate[]> {
    if (!include) await this.resolve(undefined);
    const selected = new Map<vscode.TestItem, SelectedGate>();
    const visit = (item: vscode.TestItem): void => {
      if (exclude.includes(item)) return;
      const node = this.#nodes.get(item);
      if (node?.kind === 'command') {
        if (item.parent) visit(item.parent);
        return;
      }
      this.#fill(item);
      const children = [...item.children].map(([, child]) => child);
      if (node?.kind === 'gate') {
        selected.set(item, { target: node.target, items: { gate: item, commands: children } });
      } else {
        children.forEach(visit);
      }
    };
    (include ?? [...this.#controller.items].map(([, item]) => item)).forEach(visit);
    return [...selected.values()];
  }

  #describe(item: vscode.TestItem, { uri, task, gate }: GateTarget): void {
    const run = this.#results.get(uri, task)?.gates.find(({ key }) => key === gate);
    const age = run ? Date.now() - Date.parse(run.start) : 0;
    const result = run ? `${run.outcome} ${circumstances({ ...run, age })}` : '';
    item.description = [this.#descriptions.get(item), result].filter(Boolean).join(' · ');
    const isStale = run?.fresh === false;
    if (isStale && !this.#stale.has(item)) this.#controller.invalidateTestResults(item);
    if (isStale) this.#stale.add(item);
    else this.#stale.delete(item);
  }

  #fill(item: vscode.TestItem): void {
    const below = this.#below(item);
    if (below) item.children.replace(below);
  }

  #refill(item: vscode.TestItem): void {
    if (item.children.size === 0) return;
    this.#fill(item);
    for (const [, child] of item.children) this.#refill(child);
  }

  /** Items that are there already are kept, with all below them. */
  #below(item: vscode.TestItem): readonly vscode.TestItem[] | undefined {
    const node = this.#nodes.get(item);
    if (node === undefined || node.kind === 'command') return undefined;
    const roadmap = this.#roadmaps.get(node.kind === 'gate' ? node.target.uri : node.uri);
    if (!roadmap) return undefined;
    if (node.kind === 'gate') return this.#commandItems(item, roadmap, node.target);
    const key = node.kind === 'unit' ? node.key : null;
    const { owners, units } = this.#indexOf(roadmap);
    const owner = owners.get(key ?? DOCUMENT_KEY);
    const gates = owner?.gates.map((gate) => this.#gateItem(item, roadmap, owner, gate)) ?? [];
    const below = (units.get(key) ?? []).map((unit) => this.#unitItem(item, roadmap, unit));
    // In this order they run: a phase's own behind those of its tasks.
    return owner?.level === 'task' ? [...gates, ...below] : [...below, ...gates];
  }

  #indexOf(roadmap: RoadmapOutline): Index {
    let index = this.#indexes.get(roadmap);
    if (!index) {
      const owners = new Map(gateOwners(roadmap).map((owner) => [owner.key, owner]));
      this.#indexes.set(roadmap, (index = { owners, units: unitsWithGates(roadmap, owners) }));
    }
    return index;
  }

  #documentItem(uri: string): vscode.TestItem {
    const parsed = vscode.Uri.parse(uri);
    const item = this.#controller.createTestItem(uri, vscode.workspace.asRelativePath(parsed), parsed);
    item.canResolveChildren = true;
    this.#nodes.set(item, { kind: 'document', uri });
    return item;
  }

  #unitItem(parent: vscode.TestItem, { uri }: RoadmapOutline, unit: Unit): vscode.TestItem {
    const { key, line, nameRange } = unit.outline;
    const item = this.#item(parent, `${unit.kind}:${key}`, nameOf(unit.outline), uri);
    item.range = toRange(nameRange);
    item.sortText = String(line).padStart(8, '0');
    item.canResolveChildren = true;
    if (unit.kind === 'task') item.tags = [new vscode.TestTag(unit.outline.effectiveStatus)];
    this.#nodes.set(item, { kind: 'unit', uri, key });
    return item;
  }

  #gateItem(
    parent: vscode.TestItem,
    { uri }: RoadmapOutline,
    owner: GateOwner,
    gate: GateOutline,
  ): vscode.TestItem {
    const command = gate.commands[0] ?? '';
    const label = gate.name || command;
    const item = this.#item(parent, `gate:${gate.key}`, label, uri);
    const range = gate.range ?? owner.nameRange;
    if (range !== null) item.range = toRange(range);
    const description = [label === command ? '' : command, sourceText(owner)];
    this.#descriptions.set(item, description.filter(Boolean).join(' · '));
    this.#describe(item, { uri, task: owner.key, gate: gate.key });
    item.canResolveChildren = gate.commands.length > 1;
    const status = owner.status === null ? [] : [owner.status];
    item.tags = [...status, `gate-of-${owner.source}`].map((tag) => new vscode.TestTag(tag));
    this.#nodes.set(item, { kind: 'gate', target: { uri, task: owner.key, gate: gate.key } });
    return item;
  }

  /** A gate of one command has none: they would say the same. */
  #commandItems(parent: vscode.TestItem, roadmap: RoadmapOutline, target: GateTarget): vscode.TestItem[] {
    const owner = this.#indexOf(roadmap).owners.get(target.task);
    const gate = owner?.gates.find(({ key }) => key === target.gate);
    if (!gate || gate.commands.length < 2) return [];
    return gate.commands.map((command, index) => {
      const item = this.#item(parent, `command:${index}`, command.replace(/\s+/g, ' '), target.uri);
      const line = lineOfCommand(gate, index);
      item.range = line === undefined ? parent.range : new vscode.Range(line, 0, line, command.length);
      item.sortText = String(index).padStart(8, '0');
      item.tags = parent.tags;
      this.#nodes.set(item, { kind: 'command' });
      return item;
    });
  }

  #item(parent: vscode.TestItem, id: string, label: string, uri: string): vscode.TestItem {
    const known = parent.children.get(id);
    if (!known) return this.#controller.createTestItem(id, label, vscode.Uri.parse(uri));
    known.label = label;
    return known;
  }
}

/** The keys on the way from the document to a task or phase, which is last; none to the document itself. */
function pathTo(roadmap: RoadmapOutline, to: string): readonly string[] {
  if (to === DOCUMENT_KEY) return [];
  const parents = parentsIn(roadmap);
  const path: string[] = [];
  for (let key: string | null = to; key !== null && !path.includes(key); key = parents.get(key) ?? null) {
    path.unshift(key);
  }
  return path;
}

function parentsIn({ groups, tasks }: RoadmapOutline): ReadonlyMap<string, string | null> {
  return new Map([...groups, ...tasks].map(({ key, parent }) => [key, parent]));
}

function unitsWithGates(
  roadmap: RoadmapOutline,
  owners: ReadonlyMap<string, GateOwner>,
): ReadonlyMap<string | null, readonly Unit[]> {
  const parents = parentsIn(roadmap);
  const wanted = new Set<string>();
  for (const { key } of owners.values()) {
    for (let at: string | null = key; at !== null && at !== DOCUMENT_KEY && !wanted.has(at);) {
      wanted.add(at);
      at = parents.get(at) ?? null;
    }
  }
  const all: readonly Unit[] = [
    ...roadmap.groups.map((outline) => ({ kind: 'group', outline }) as const),
    ...roadmap.tasks.map((outline) => ({ kind: 'task', outline }) as const),
  ];
  const kept = all
    .filter(({ outline }) => wanted.has(outline.key))
    .sort((a, b) => a.outline.line - b.outline.line);
  const units = new Map<string | null, Unit[]>();
  for (const unit of kept) {
    const { parent } = unit.outline;
    const siblings = units.get(parent);
    if (siblings) siblings.push(unit);
    else units.set(parent, [unit]);
  }
  return units;
}

/** 0-based line of the document; undefined for a gate that stands in none of its lines. */
function lineOfCommand({ form, range, commandLines }: GateOutline, index: number): number | undefined {
  const line = commandLines[index];
  return form === 'fence' && range !== null && line !== undefined ? range.start.line + 1 + line : undefined;
}

/** Whose gates a task runs where they are not its own. */
function sourceText({ level, source }: GateOwner): string {
  switch (level === 'task' ? source : 'task') {
    case 'phase':
      return vscode.l10n.t('of its phase');
    case 'document':
      return vscode.l10n.t('of the document');
    case 'project':
      return vscode.l10n.t('of .roadgate.yaml');
    case 'task':
      return '';
  }
}

function toRange({ start, end }: GateOutline['range'] & object): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
