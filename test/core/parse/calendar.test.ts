import assert from 'node:assert/strict';
import type { Calendar } from '../../../server/src/core/model/document.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

/** `PLACE: text (from..to)` for each group and task that says when it is to happen. */
function calendars(text: string): readonly string[] {
  const { groups, tasks } = parseRoadmap('ROADMAP.md', new SourceText(text));
  const told = ({ id, title, calendar }: { id: string | null; title: string; calendar: Calendar | null }) =>
    calendar === null
      ? []
      : [`${id ?? title}: ${calendar.text} (${calendar.from ?? ''}..${calendar.to ?? ''})`];
  return [...groups.flatMap(told), ...tasks.flatMap(told)];
}

describe('When tasks and groups are to happen', () => {
  it('is read from headings and fields', () => {
    const text = `# Plan

## Phase 1: Base (Weeks 1-3)

### T-1: Store (Week 2)

**Status:** open

### T-2: Search

**Start:** 2026-01-05
**Due:** 2026-01-16

### T-3: Export

**Due date:** 2026-02-06

## Phase 2: Rest

**Timeline:** Week 4

### T-4: Import

**Effort:** 2 weeks
`;
    assert.deepEqual(calendars(text), [
      'Phase 1: Weeks 1-3 (..)',
      'Phase 2: Week 4 (..)',
      'T-1: Week 2 (..)',
      'T-2: 2026-01-05 – 2026-01-16 (2026-01-05..2026-01-16)',
      'T-3: 2026-02-06 (..2026-02-06)',
    ]);
  });

  it('is read from a column of a table', () => {
    const text = `# Tasks

| # | Task | Week | Status |
| --- | --- | --- | --- |
| T-1 | Store | Week 1 | done |
| T-2 | Search | Weeks 2-3 | open |
| T-3 | Export | | open |
`;
    assert.deepEqual(calendars(text), ['T-1: Week 1 (..)', 'T-2: Weeks 2-3 (..)']);
  });

  it('is not the date of a record in a name', () => {
    const text = `# Tasks

- [x] T-1: Store (2026-01-05)
- [ ] T-2: Search (Sprint 2)
`;
    assert.deepEqual(calendars(text), ['T-2: Sprint 2 (..)']);
  });
});
