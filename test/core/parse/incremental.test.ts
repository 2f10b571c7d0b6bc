import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { EDITING_ROOM } from '../../../server/src/core/markdown/layout.ts';
import { parseMarkdown, updateMarkdown } from '../../../server/src/core/markdown/tree.ts';
import type { RoadmapDocument } from '../../../server/src/core/model/document.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { toRealDocument } from '../../../server/src/core/parse/real.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

const FOLDERS = ['test/core/dialects', '../shared/corpus/seeds', '../shared/corpus/docs'];
const texts = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8')),
);

// What makes and unmakes blocks, sections, tasks, fields and references.
const PIECES = [
  'x', ' ', '\n', '\n\n', '# ', '\n## Phase 2: More\n\n', '\n### T-9: New\n\n**Status:** Done\n', '```', '\n```\n', '\n```bash\nmake\n```\n',
  '<!--', '-->', '\n- [ ] open\n', '\n- [x] done `src/a.ts:3`\n', '  ', '- ', '1. ', '> ', '**', '`', '#12', 'T001', ': ', '**Depends on:** T001\n',
  '\n**Acceptance Criteria:**\n- [ ] a\n', '\nLegend: `[~]` done, `[-]` dropped\n', '\n| Task | Status |\n|---|---|\n| T-1 | Done |\n', '---\n', '---\nid: A\nstatus: done\n---\n',
  '\r\n', '\r', 'backend/', 'src/new/file.py', '[a](b.md#c)', '<details>\n', '</details>\n\n', '✅', 'DONE', '(3 tasks, 5 hours)', '\n## Setup\n',
]; // prettier-ignore

const documents = fc
  .tuple(fc.constantFrom(...texts), fc.nat(4000), fc.nat(4000))
  .map(([text, from, length]) =>
    text.slice(from % Math.max(1, text.length), (from % Math.max(1, text.length)) + length),
  );
const edits = fc.record({
  at: fc.nat(5000),
  remove: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(12) },
    { weight: 1, arbitrary: fc.nat(500) },
  ),
  text: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: documents },
  ),
});

/** After each edit, the model that reuses what it can says what a fresh one says. */
function checkEdits(text: string, changes: readonly { at: number; remove: number; text: string }[]): void {
  let source = new SourceText(text);
  let tree = parseMarkdown(source, EDITING_ROOM);
  for (const { at, remove, text: inserted } of changes) {
    parseRoadmap('file:///plan.md', tree.source, {}, tree);
    const from = at % (source.length + 1);
    const change = { from, to: Math.min(source.length, from + remove), text: inserted };
    source = source.withChanges([change]);
    tree = updateMarkdown(tree, change, source);
    const updated = toRealDocument(parseRoadmap('file:///plan.md', tree.source, {}, tree), tree.layout);
    assert.deepEqual(
      withoutSource(updated),
      withoutSource(parseRoadmap('file:///plan.md', source)),
      JSON.stringify(source.text),
    );
  }
}

/** Spans as spans: the parser may know more about one than its offsets. */
function withoutSource({ source, ...model }: RoadmapDocument): unknown {
  const text = JSON.stringify({ ...model, text: source.text });
  return JSON.parse(text, (_, value: unknown) =>
    isSpan(value) ? { from: value.from, to: value.to } : value,
  );
}

function isSpan(value: unknown): value is { from: number; to: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'from' in value &&
    typeof value.from === 'number' &&
    'to' in value
  );
}

describe('The model of an edited document', () => {
  it('is after any edits that of a fresh parse', function () {
    this.timeout(600_000);
    fc.assert(fc.property(documents, fc.array(edits, { minLength: 1, maxLength: 15 }), checkEdits), {
      numRuns: Number(process.env['ROADGATE_RUNS'] ?? 60),
      seed: 20251121,
    });
  });
});
