import assert from 'node:assert/strict';
import { checkDocument } from '../../../../server/src/core/analysis/check.ts';
import { NO_FACTS } from '../../../../server/src/core/analysis/facts.ts';
import { totalEffort } from '../../../../server/src/core/analysis/rules/total-effort.ts';
import { totalTasks } from '../../../../server/src/core/analysis/rules/total-tasks.ts';
import { EDITING_ROOM } from '../../../../server/src/core/markdown/layout.ts';
import { parseMarkdown, updateMarkdown } from '../../../../server/src/core/markdown/tree.ts';
import type { RoadmapDocument } from '../../../../server/src/core/model/document.ts';
import { EMPTY_WORKSPACE, withDocuments } from '../../../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../../../server/src/core/parse/document.ts';
import { toRealFinding } from '../../../../server/src/core/parse/real.ts';
import { SourceText } from '../../../../server/src/core/text/source.ts';
import { changeOf, editCount, randomSessions } from '../../../support/randomEdits.ts';

const PLAN = `# Roadmap

**Total Tasks:** 6
**Estimated Total Effort:** 40 hours

## Phase 1: Store (3 tasks, 10 hours)

### T-1: Write

**Effort:** 2-3 hours
- [ ] T-1.1 a

### T-2: Read

**Effort:** 4 hours

## Phase 2: Cache (2 tasks, 9 hours)

- [ ] T-3 Fill (3h)
- [x] T-4 Empty (5h)

**Total:** 8 hours

## Summary

| Phase   | Tasks | Hours |
| ------- | ----- | ----- |
| Phase 1 | 2     | 6-7   |
| Phase 2 | 2     | 8     |
| Total   | 5     | 15    |

| ID  | Effort    |
| --- | --------- |
| T-1 | 2-3 hours |
| T-2 | 5 hours   |

- **Phase 1:** 2 tasks, 8 hours
- **Phase 2**: 1/2 complete
  - T-4
`;

const PIECES = [
  '2',
  '9 ',
  '(4h)',
  '\n- [ ] T-9 x (2h)\n',
  '\n### T-8: y\n**Effort:** 3 hours\n',
  '\n| Phase 3 | 4 | 7 |',
  '\n---\n',
];

/** What is found, with the text it stands on. */
function findings(document: RoadmapDocument, layoutOf: Parameters<typeof toRealFinding>[2]): string[] {
  const workspace = withDocuments(EMPTY_WORKSPACE, [document]);
  const found = checkDocument(workspace, document.uri, NO_FACTS, [totalEffort, totalTasks]);
  return found.map((finding) => {
    const { code, severity, message, span } = toRealFinding(finding, document.uri, layoutOf);
    return `${span.from}-${span.to} ${code} ${severity} ${message}`;
  });
}

describe('Findings about totals of an edited document', () => {
  it('are after any edits those of a fresh parse', function () {
    this.timeout(120_000);
    let count = 0;
    for (const { text, edits } of randomSessions({ seed: 5, edits: editCount(120), texts: [PLAN] })) {
      let source = new SourceText(text);
      let tree = parseMarkdown(source, EDITING_ROOM);
      edits.forEach((edit, index) => {
        const piece = {
          ...edit,
          text: index % 2 === 0 ? (PIECES[edit.at % PIECES.length] ?? '') : edit.text,
        };
        const change = changeOf(piece, source);
        source = source.withChanges([change]);
        tree = updateMarkdown(tree, change, source);
        const updated = parseRoadmap('file:///plan.md', tree.source, {}, tree);
        const now = findings(updated, () => tree.layout);
        assert.deepEqual(
          now,
          findings(parseRoadmap('file:///plan.md', source), () => undefined),
          source.text,
        );
        count += now.length;
      });
    }
    assert(count > 150, 'the edits left nothing to find');
  });
});
