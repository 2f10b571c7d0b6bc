import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { type Facts, neededFacts, NO_CLAIM_FACTS } from '../../../server/src/core/analysis/facts.ts';
import type { Finding } from '../../../server/src/core/analysis/finding.ts';
import { NO_RUNS } from '../../../server/src/core/analysis/gateRuns.ts';
import { EMPTY_HISTORY } from '../../../server/src/core/analysis/history.ts';
import { NO_BRANCHES } from '../../../server/src/core/branches/states.ts';
import { FileIndex } from '../../../server/src/core/index/files.ts';
import { EDITING_ROOM } from '../../../server/src/core/markdown/layout.ts';
import { parseMarkdown, updateMarkdown } from '../../../server/src/core/markdown/tree.ts';
import type { RoadmapDocument } from '../../../server/src/core/model/document.ts';
import {
  EMPTY_WORKSPACE,
  createFolder,
  withDocuments,
  withFolder,
} from '../../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { toRealDocument, toRealFinding } from '../../../server/src/core/parse/real.ts';
import { SourceText, type TextChange } from '../../../server/src/core/text/source.ts';

const FOLDERS = ['test/core/dialects', '../shared/corpus/seeds', '../shared/corpus/docs'];
const texts = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8')),
);

/** Lists and tables that are long enough to be cut. */
const LONG_TEXTS = [
  `# Roadmap\n\nLabel:\n${lines(90, (n) => `- [${n % 3 ? ' ' : 'x'}] T-${n}: Do \`src/a.ts:${n}\``)}`,
  `# Roadmap\n\n## Phase 1 (70 tasks)\n\n${lines(70, (n) => `- [ ] **T${n}** Step, see T${n + 1}\n  - [ ] a\n\n  More`)}`,
  `# Plan\n\n### T-1: Long\n\n**Acceptance Criteria:**\n${lines(80, (n) => `- [ ] criterion ${n}`)}\n\n**Validation:**\n\n${lines(40, (n) => `${n + 1}. Run \`npm test\`\n\n   \`\`\`bash\n   make ${n}\n   \`\`\`\n`)}`,
  `# Roadmap\n\n| ID | Task | Status | Effort | File |\n|---|---|---|---|---|\n${lines(80, (n) => `| T-${n} | Do | ${n % 2 ? 'Done' : 'Planned'} | ${n % 9}h | src/a.ts |`)}\n| Total | | | 300h | |\n`,
  `# Roadmap\n\n- [ ] T-1: a\n\n## Overview\n\n| Phase | Tasks | Lines |\n|---|---|---|\n${lines(60, (n) => `| Phase ${n} | ${n} | ${n} |`)}\n\n| Phase | Hours |\n| --- | --- |   \n${lines(60, (n) => `| Phase ${n} | ${n}h | x |`)}`,
  `# Roadmap\n\n${lines(50, (n) => `* Item ${n}\nlazy`)}\n${lines(50, (n) => `${n + 1}) [ ] T-${n}: x`)}\n\n${lines(40, (n) => `- **Effort:** ${n}h`)}\n## Legend\n\n${lines(40, () => '- `[~]` done')}`,
];

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

// What makes and unmakes blocks, sections, tasks, fields and references.
const PIECES = [
  'x', ' ', '\n', '\n\n', '# ', '\n## Phase 2: More\n\n', '\n### T-9: New\n\n**Status:** Done\n', '```', '\n```\n', '\n```bash\nmake\n```\n',
  '<!--', '-->', '\n- [ ] open\n', '\n- [x] done `src/a.ts:3`\n', '  ', '- ', '1. ', '> ', '**', '`', '#12', 'T001', ': ', '**Depends on:** T001\n',
  '\n**Acceptance Criteria:**\n- [ ] a\n', '\nLegend: `[~]` done, `[-]` dropped\n', '\n| Task | Status |\n|---|---|\n| T-1 | Done |\n', '---\n', '---\nid: A\nstatus: done\n---\n',
  '\n- ', '\n* x', '\n2. two\n', '\n| a | b |\n', '|', '\n| T-7 | x | Done |', '| Total | 12h |\n', '\n---\n', '\n\n- x\n\n', '\n   - y\n', '\n  ```\n', '<!-- roadgate-disable-next-line -->\n',
  '\r\n', '\r', 'backend/', 'src/new/file.py', '[a](b.md#c)', '<details>\n', '</details>\n\n', '✅', 'DONE', '(3 tasks, 5 hours)', '\n## Setup\n',
  '\n## Phase 1: Base ✅ DONE\n', '\n- [x] T001 a (depends on T002)\n- [ ] T002 b (depends on T001)\n', '\n**Status:** In progress\n', '\n- [ ] T003 c (optional)\n', '**Depends on:** Phase 2\n',
  '\n| Task | Title | Status |\n|---|---|---|\n| T001 | a | Done |\n| Phase 1 | Base | Open |\n', '\n## History\n', '\n## Implementation order\n\n1. T002\n2. T001\n', '\n**Acceptance Criteria:**\n- [x] a\n',
  '\nSee [the notes](gone.md), [b](b.md#none) and [c](#none)\n', '~~', ' (will be removed)', ' (to be written)', 'Create ',
  '\n### 1.2 Lay\n', '\n# Step S0: Dig\n', '\n| Priority | Feature |\n|---|---|\n| ✅ Done | a |\n| High | b |\n', '| ✅ Done | x |\n', '\n| Priority | Feature |\n|---|---|\n| High | c |\n| Low | d |\n',
]; // prettier-ignore

const documents = fc
  .tuple(fc.constantFrom(...texts), fc.nat(4000), fc.nat(4000))
  .map(([text, from, length]) =>
    text.slice(from % Math.max(1, text.length), (from % Math.max(1, text.length)) + length),
  );
const longDocuments = fc
  .tuple(fc.constantFrom(...LONG_TEXTS), fc.nat(6000), fc.constantFrom('\n', '\n', '\r\n'))
  .map(([text, from, end]) => text.slice(from % 300).replaceAll('\n', end));
const edits = fc.record({
  at: fc.nat(8000),
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
  /** Takes the edit before back, whatever else is said. */
  undoes: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly text: string;
  readonly undoes?: boolean;
}

const URI = 'file:///project/docs/plan.md';

const folder = createFolder('file:///project', {
  files: FileIndex.from([
    'docs/plan.md',
    'docs/b.md',
    'src/a.ts',
    'src/new/other.py',
    'backend/app/main.py',
    'README.md',
  ]),
});
const other = parseRoadmap(
  'file:///project/docs/b.md',
  new SourceText('# Roadmap\n\n- [ ] T009: Other\n- [ ] T-9: More\n'),
);
const FACTS: Facts = {
  lineCount: () => 2,
  exists: () => false,
  ignored: () => false,
  submodule: () => undefined,
  anchors: () => undefined,
  manifest: () => undefined,
  branches: NO_BRANCHES,
  history: EMPTY_HISTORY,
  claims: NO_CLAIM_FACTS,
  gates: NO_RUNS,
};

/** All that is found, so that a rule which remembers too much shows. */
function findingsOf(document: RoadmapDocument): readonly Finding[] {
  const workspace = withDocuments(withFolder(EMPTY_WORKSPACE, folder), [other, document]);
  neededFacts(workspace, URI);
  return checkDocument({ ...workspace, complete: true }, URI, FACTS);
}

/** After each edit, the model that reuses what it can says what a fresh one says, and so do the findings. */
function checkEdits(text: string, changes: readonly Edit[]): void {
  let source = new SourceText(text);
  let tree = parseMarkdown(source, EDITING_ROOM);
  let undo: TextChange | undefined;
  for (const { at, remove, text: inserted, undoes } of changes) {
    findingsOf(parseRoadmap(URI, tree.source, {}, tree));
    const from = at % (source.length + 1);
    const edit = { from, to: Math.min(source.length, from + remove), text: inserted };
    const change = undoes && undo ? undo : edit;
    undo = { from: change.from, to: change.from + change.text.length, text: source.slice(change) };
    source = source.withChanges([change]);
    tree = updateMarkdown(tree, change, source);
    const stable = parseRoadmap(URI, tree.source, {}, tree);
    const fresh = parseRoadmap(URI, source);
    const real = toRealDocument(stable, tree.layout);
    assert.deepEqual(withoutSource(real), withoutSource(fresh), JSON.stringify(source.text));
    const layoutOf = (uri: string) => (uri === URI ? tree.layout : undefined);
    const findings = findingsOf(stable).map((finding) => toRealFinding(finding, URI, layoutOf));
    assert.deepEqual(plain(findings), plain(findingsOf(fresh)), JSON.stringify(source.text));
  }
}

function withoutSource({ source, ...model }: RoadmapDocument): unknown {
  return plain({ ...model, text: source.text });
}

/** Spans as spans: the parser may know more about one than its offsets. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    isSpan(inner) ? { from: inner.from, to: inner.to } : inner,
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
  const check = (texts: fc.Arbitrary<string>): void => {
    fc.assert(fc.property(texts, fc.array(edits, { minLength: 1, maxLength: 15 }), checkEdits), {
      numRuns: Number(process.env['ROADGATE_RUNS'] ?? 60),
      seed: Number(process.env['ROADGATE_SEED'] ?? 20251121),
    });
  };

  it('is after any edits that of a fresh parse', () => check(documents)).timeout(3_600_000);

  it('is that also where a comment that silences nothing gets text behind it', () =>
    checkEdits('<!-- roadgate-disable-next-line -->\n-\ni\n\n# Roadmap\n\n- [ ] T-1: a\n', [
      { at: 35, remove: 3, text: '' },
    ]));

  it('is that also where a comment was about a gate that is gone', () =>
    checkEdits(
      '<!-- roadgate-disable-next-line -->\ntext\n\n# Roadmap\n\n### T-1: a\n\n**Validation:** `node --test`\n\n### T-2: b\n',
      [{ at: 65, remove: 29, text: '' }],
    ));

  it('is that also where a state stands below a heading of its own, after the room of other sections', () =>
    checkEdits(
      '# Roadmap\n\n## Intro\n\ntext\n\n## Phase 1: Base ✅ DONE\n\n###\n\n| Task | Title | Status |\n|---|---|---|\n| T001 | a | Done |\n| Phase 1 | Base | Open |\n',
      [{ at: 22, remove: 0, text: 'x' }],
    ));

  it('is that also where a title changes that rows, totals, links and rounds of dependencies are about', () => {
    const text = [
      '# Roadmap\n\n[First](#t-1-lay-the-stones), [second](#t-2-paint)\n\n## Phase 1: Quay',
      '### T-1: Lay the stones\n\n**Status:** Done\n\n**Depends on:** T-2',
      '### T-2: Paint\n\n**Estimate:** 3h\n\n**Depends on:** T-1',
      '## Overview\n\n| Task | Status | Effort |\n|---|---|---|\n| Lay the stones | Open | |\n| T-2 | Done | 5h |',
      '- Phase 1: Quay (3 tasks)\n- T-9: done',
    ].join('\n\n');
    const at = (words: string, by: number): number => text.indexOf(words) + by;
    const put = (offset: number, inserted: string): Edit => ({ at: offset, remove: 0, text: inserted });
    const takeBack: Edit = { at: 0, remove: 0, text: '', undoes: true };
    // Nobody has asked about the first of them.
    checkEdits(text, [
      put(at('Paint', 2), 'x'),
      put(at('Lay', 1), 'x'),
      takeBack,
      put(at('T-2: Paint', 2), '1'),
    ]);
    checkEdits(text, [
      put(at('T-1: Lay', 3), '7'),
      takeBack,
      put(at('1: Quay', 0), '2'),
      put(at('Quay', 3), 'x'),
    ]);
    checkEdits(text, [
      { ...put(at('T-2: Paint', 2), '9'), remove: 1 },
      put(at('Paint', 5), 'er'),
      takeBack,
      takeBack,
    ]);
  });

  it('is that also where words come and go beside a link that leads nowhere', () => {
    const text = '# Roadmap\n\n- [ ] T-1: ~~see [a](#nowhere) and [b](gone.md)\n';
    const end = text.length - 1;
    checkEdits(text, [
      { at: end, remove: 0, text: '~~' },
      { at: end, remove: 2, text: '' },
      { at: end, remove: 0, text: ' (will be removed)' },
    ]);
  });

  it('is that also where the title of the document is one of several sections, and the title again', () => {
    const text = '# Roadmap\n\n> Status: open\n\n## Phase 0: Base\n\nAll of this:\n\n- [x] a\n';
    const put = (at: number, inserted: string): Edit => ({ at, remove: 0, text: inserted });
    const takeBack: Edit = { at: 0, remove: 0, text: '', undoes: true };
    checkEdits('', [
      put(0, text),
      put(0, 'x'),
      put(2, '\n# Step 1: Dig\n'),
      put(0, '\n# Step 1: Dig\n'),
      takeBack,
      takeBack,
      put(0, ''),
    ]);
  });

  it('is that also where lists and tables are long', () => check(longDocuments)).timeout(3_600_000);
});
