import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { burndownData } from '../../server/src/board/data/burndown.ts';
import { graphData } from '../../server/src/board/data/graph.ts';
import { timelineData } from '../../server/src/board/data/timeline.ts';
import { burndownFile } from '../../server/src/board/draw/burndownFile.tsx';
import { mermaidBurndown } from '../../server/src/board/draw/burndownMermaid.ts';
import { burndownTable } from '../../server/src/board/draw/burndownTable.ts';
import { measuresOf } from '../../server/src/board/draw/burndownWords.ts';
import { graphFile } from '../../server/src/board/draw/graphFile.tsx';
import { mermaidFlowchart } from '../../server/src/board/draw/graphMermaid.ts';
import { graphTable } from '../../server/src/board/draw/graphTable.ts';
import { LIGHT } from '../../server/src/board/draw/palette.ts';
import { toCsv } from '../../server/src/board/draw/table.ts';
import { timelineFile } from '../../server/src/board/draw/timelineFile.tsx';
import { layoutTimeline } from '../../server/src/board/draw/timelineLayout.ts';
import { mermaidGantt } from '../../server/src/board/draw/timelineMermaid.ts';
import { timelineTable } from '../../server/src/board/draw/timelineTable.ts';
import { toFile } from '../../server/src/board/draw/toFile.ts';
import { layoutGraph } from '../../server/src/board/layout/graph.ts';
import { bestOrder } from '../../server/src/board/layout/graphBestOrder.ts';
import { orderInput } from '../../server/src/board/layout/graphOrder.ts';
import { viewOf } from '../../server/src/board/layout/graphView.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { countPlan } from '../../server/src/core/history/planCounts.ts';
import { FileIndex } from '../../server/src/core/index/files.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  withDocuments,
  withFolder,
  type Workspace,
} from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import type { TimelineData } from '../../server/src/protocol/timeline.ts';
import { ROOT, uriOf } from '../support/workspace.ts';
import { checkTidy } from './tidy.ts';

/** The project's own, and a corpus of real roadmaps where one lies beside the repository. */
const FILES = ['examples/docs', '../shared/corpus/seeds', '../shared/corpus/docs'].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .map((name) => path.join(folder, name))
    : [],
);

describe('The pictures of whole documents', function () {
  this.timeout(60_000);

  for (const file of FILES) {
    it(`hold everything once, in its place: ${path.basename(file)}`, () => {
      const { workspace, document } = read(file);
      checkGraph(workspace, document);
      checkTimeline(document);
      checkBurndown(document);
    });
  }
});

function read(file: string): { readonly workspace: Workspace; readonly document: RoadmapDocument } {
  const name = path.basename(file);
  const document = parseRoadmap(uriOf(`/${name}`), new SourceText(readFileSync(file, 'utf8')));
  const folder = createFolder(ROOT, { files: FileIndex.from([name]), config: DEFAULT_CONFIG });
  return { workspace: withDocuments(withFolder(EMPTY_WORKSPACE, folder), [document]), document };
}

function checkGraph(workspace: Workspace, document: RoadmapDocument): void {
  const data = graphData(workspace, document, () => null);
  const view = viewOf(data);
  const layout = layoutGraph(view, bestOrder(orderInput(view)));
  checkTidy(layout);
  const keys = document.tasks.map(({ key }) => key).sort();
  assert.deepEqual(layout.cards.map(({ task }) => task.key).sort(), keys, 'each task has one card');
  const text = toFile(graphFile(data, layout, LIGHT));
  checkText(text);
  assert.equal(text.split('data-task=').length - 1, keys.length);
  assert.equal(toCsv(graphTable(data)).startsWith('Id,'), true);
  assert.equal(mermaidFlowchart(data).split('\n')[0], 'flowchart LR');
}

function checkTimeline(document: RoadmapDocument): void {
  const data = timelineData(document, { config: DEFAULT_CONFIG, today: null });
  const tasks = data.rows.filter(({ kind }) => kind === 'task').map(({ key }) => key);
  assert.equal(new Set(data.rows.map(({ key }) => key)).size, data.rows.length, 'no row is there twice');
  assert.deepEqual(tasks.sort(), document.tasks.map(({ key }) => key).sort(), 'each task has one row');
  checkTimes(data);
  for (const width of [300, 1000]) {
    const { rows } = layoutTimeline(data, { width });
    for (const [index, { y, height }] of rows.entries())
      assert(index === 0 || y >= (rows[index - 1]?.y ?? 0) + height, 'rows stand below each other');
  }
  checkText(toFile(timelineFile(data, LIGHT)));
  assert.equal(toCsv(timelineTable(data)).startsWith('Name,'), true);
  assert.equal(mermaidGantt(data).split('\n')[0], 'gantt');
}

function checkTimes({ rows, weeks }: TimelineData): void {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  for (const row of rows) {
    const { from, to, basis, title } = row;
    if (from === null || to === null) continue;
    assert(from.min >= 0 && from.min <= from.max && to.min <= to.max, `ranges go up: ${title}`);
    assert(from.min <= to.min && from.max <= to.max, `nothing ends before it begins: ${title}`);
    assert(to.max <= weeks, `the picture is long enough: ${title}`);
    if (basis !== 'scheduled') continue;
    for (const need of row.needs) {
      const before = byKey.get(need);
      if (before?.basis !== 'scheduled' || before.to === null || dependsOn(byKey, before.key, row.key))
        continue;
      assert(from.min >= before.to.min - 1e-6, `it waits for what it depends on: ${title}`);
    }
  }
}

/** Whether there is a way from a row over what it depends on to another: then they wait for each other. */
function dependsOn(
  byKey: ReadonlyMap<string, TimelineData['rows'][number]>,
  from: string,
  to: string,
): boolean {
  const [open, seen] = [[from], new Set([from])];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === to) return true;
    for (const need of byKey.get(key)?.needs ?? []) {
      if (seen.has(need)) continue;
      seen.add(need);
      open.push(need);
    }
  }
  return false;
}

function checkBurndown(document: RoadmapDocument): void {
  const counts = countPlan(document, DEFAULT_CONFIG.effort);
  const data = burndownData({
    title: document.title ?? '',
    versions: [0, 1].map((day) => ({ commit: `c${day}`, time: 1.7e9 + day * 86_400, subject: '', counts })),
    current: null,
    today: null,
    missing: 0,
    isCut: false,
  });
  const { done, left, dropped } = counts.whole.tasks;
  assert.equal(done + left + dropped, document.tasks.length, 'each task is counted once');
  for (const measure of measuresOf(data)) {
    checkText(toFile(burndownFile(data, measure, LIGHT)));
    assert.equal(toCsv(burndownTable(data, measure)).split('\n').length, 4);
    assert.equal(mermaidBurndown(data, measure).split('\n')[0], 'xychart-beta');
  }
}

/** Numbers are numbers, and nothing that a document says is markup. */
function checkText(svg: string): void {
  const wrong = / (?:d|x|y|width|height|transform|viewBox)="[^"]*(?:NaN|Infinity|undefined)[^"]*"/.exec(svg);
  assert.equal(wrong?.[0], undefined);
  const names = new Set([...svg.matchAll(/<([a-zA-Z]+)/g)].map(([, name]) => name));
  const known = 'svg title desc rect g path text defs pattern circle line marker clipPath tspan'.split(' ');
  assert.deepEqual(
    [...names].filter((name) => name !== undefined && !known.includes(name)),
    [],
  );
}
