import assert from 'node:assert/strict';
import { timelineData } from '../../../server/src/board/data/timeline.ts';
import { dayOf } from '../../../server/src/core/calendar/days.ts';
import { DEFAULT_CONFIG, type TimelineConfig } from '../../../server/src/core/config.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { TimelineData } from '../../../server/src/protocol/timeline.ts';

interface Options extends Partial<TimelineConfig> {
  readonly today?: string;
}

function timelineOf(text: string, { today, ...timeline }: Options = {}): TimelineData {
  const document = parseRoadmap('ROADMAP.md', new SourceText(text));
  const config = { ...DEFAULT_CONFIG, timeline: { ...DEFAULT_CONFIG.timeline, ...timeline } };
  // What crosses the wire is what its schema says.
  return TimelineData.parse(
    timelineData(document, { config, today: today === undefined ? null : dayOf(today) }),
  );
}

function range(value: { min: number; max: number } | null): string {
  if (value === null) return '-';
  return value.min === value.max ? String(value.min) : `${value.min}~${value.max}`;
}

/** `T-1 scheduled 0.1 → 0.2`, with what is wrong behind it. */
function told({ rows }: TimelineData): readonly string[] {
  return rows.map((row) => {
    const { id, title, basis, from, to, over, late, overlaps, early } = row;
    return [
      `${id ?? title} ${basis} ${range(from)} → ${range(to)}`,
      ...(over === 'no' ? [] : [`over: ${over}`]),
      ...(late === 'no' ? [] : [`late: ${late}`]),
      ...overlaps.map((key) => `overlaps ${key}`),
      ...early.map((key) => `before ${key}`),
    ].join(', ');
  });
}

const heading = (id: string, effort: string, more = ''): string =>
  `### ${id}: Something\n\n**Effort:** ${effort}\n${more}\n`;

describe('The timeline', () => {
  it('puts phases on the weeks that the document states, and their tasks within these', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base (Weeks 1-2)\n\n${heading('T-1', '8 hours')}${heading('T-2', '1-2 days')}` +
        `## Phase 2: Rest (Week 3)\n\n${heading('T-3', '1 day')}`,
    );
    assert.deepEqual(told(data), [
      'Phase 1 stated 0 → 2',
      'T-1 scheduled 0 → 0.2',
      'T-2 scheduled 0.2 → 0.4~0.6',
      'Phase 2 stated 2 → 3',
      'T-3 scheduled 2 → 2.2',
    ]);
    assert.equal(data.weeks, 3);
    assert.equal(data.start, null);
  });

  it('schedules by dependencies and people what has no time', () => {
    const plan = `# Plan\n\n## Work\n\n${heading('T-1', '5 days')}${heading('T-2', '5 days', '\n**Depends on:** T-1\n')}${heading('T-3', '5 days')}`;
    assert.deepEqual(told(timelineOf(plan)), [
      'Work summary 0 → 3',
      'T-1 scheduled 0 → 1',
      'T-2 scheduled 1 → 2',
      'T-3 scheduled 2 → 3',
    ]);
    const both = timelineOf(plan, { people: 2 });
    assert.deepEqual(told(both), [
      'Work summary 0 → 2',
      'T-1 scheduled 0 → 1',
      'T-2 scheduled 1 → 2',
      'T-3 scheduled 0 → 1',
    ]);
    assert.deepEqual(both.notes, ['Scheduled for 2 people of 8 hours a day, 5 days a week.']);
  });

  it('keeps ranges as ranges', () => {
    const data = timelineOf(
      `# Plan\n\n## Work\n\n${heading('T-1', '1-3 days')}${heading('T-2', '2 days', '\n**Depends on:** T-1\n')}`,
    );
    assert.deepEqual(told(data).slice(1), ['T-1 scheduled 0 → 0.2~0.6', 'T-2 scheduled 0.2~0.6 → 0.6~1']);
  });

  it('gives people first what is stated for a time, then what stands before it without one', () => {
    const { rows } = timelineOf(
      '# Plan\n## Backlog\n### B-1: Whenever\n**Effort:** 40 hours\n' +
        '## Phase 1 (Week 1)\n### T-1: Now\n**Effort:** 40 hours\n',
    );
    const begins = rows
      .filter(({ kind }) => kind === 'task')
      .map(({ id, from, over }) => [id, from?.min, over]);
    assert.deepEqual(begins, [
      ['B-1', 1, 'no'],
      ['T-1', 0, 'no'],
    ]);
  });

  it('gives work to the people whom the document names', () => {
    const data = timelineOf(
      `# Plan\n\n## Work\n\n${heading('T-1', '5 days', '\n**Assignee:** @ann\n')}${heading('T-2', '5 days', '\n**Assignee:** @ann\n')}${heading('T-3', '5 days', '\n**Assignee:** @bob\n')}`,
    );
    assert.deepEqual(told(data).slice(1), [
      'T-1 scheduled 0 → 1',
      'T-2 scheduled 1 → 2',
      'T-3 scheduled 0 → 1',
    ]);
    assert.deepEqual([data.assumed.people, data.assumed.peopleFrom], [2, 'names']);
  });

  it('shows more work than a phase has room for, and tasks that end too late', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base (Week 1)\n\n${heading('T-1', '4 days')}${heading('T-2', '1-2 days')}${heading('T-3', '2 days')}`,
    );
    assert.deepEqual(told(data), [
      'Phase 1 stated 0 → 1, over: yes',
      'T-1 scheduled 0 → 0.8',
      'T-2 scheduled 0.8 → 1~1.2, late: maybe',
      'T-3 scheduled 1~1.2 → 1.4~1.6, late: yes',
    ]);
    assert.deepEqual(data.load, [
      { hours: { min: 56, max: 64 }, over: 'yes' },
      { hours: { min: 0, max: 0 }, over: 'no' },
    ]);
    assert.ok(data.notes.includes('Phase 1 needs 56–64 hours; its time has room for 40.'));
    assert.ok(data.notes.includes('Week 1 has more work than the 40 hours that there are.'));
  });

  it('shows what is stated for the same time, and what begins before what it depends on', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base (Weeks 1-3)\n\n${heading('T-1', '1 day')}` +
        `## Phase 2: Rest (Weeks 3-4)\n\n**Depends on:** Phase 1\n\n${heading('T-2', '1 day')}`,
    );
    assert.deepEqual(told(data), [
      'Phase 1 stated 0 → 3, overlaps phase-2',
      'T-1 scheduled 0 → 0.2',
      'Phase 2 stated 2 → 4, overlaps phase-1, before phase-1',
      'T-2 scheduled 2 → 2.2',
    ]);
    assert.ok(data.notes.includes('Phase 2 begins before Phase 1, on which it depends, ends.'));
  });

  it('does not make up how long something takes', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base (Week 1)\n\n- [ ] T-1: Store\n- [x] T-2: Search\n\n## Later\n\n- [ ] T-3: Export\n- [ ] T-4: Import\n`,
    );
    assert.deepEqual(told(data), [
      'Phase 1 stated 0 → 1',
      'T-1 window 0 → 1',
      'T-2 window 0 → 1',
      'Later summary 0 → 0',
      'T-3 unestimated 0 → 0',
      'T-4 unestimated 0 → 0',
    ]);
  });

  it('leaves out what is dropped', () => {
    const data = timelineOf(
      `# Plan\n\n## Work\n\n${heading('T-1', '5 days', '\n**Status:** cancelled\n')}${heading('T-2', '5 days', '\n**Depends on:** T-1\n')}`,
    );
    assert.deepEqual(told(data), ['Work summary 0 → 1', 'T-1 none - → -', 'T-2 scheduled 0 → 1']);
  });

  it('places days of the calendar, today and what is due', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base (2026-01-05 – 2026-01-16)\n\n${heading('T-1', '5 days', '\n**Due:** 2026-01-08\n')}## Phase 2: Rest (Q1 2026)\n\n- [ ] T-2: Search\n`,
      { today: '2026-01-14' },
    );
    // The quarter begins on a Thursday, in the week before.
    assert.equal(data.start, '2025-12-29');
    assert.equal(data.today, 2.4);
    assert.deepEqual(told(data), [
      'Phase 1 stated 1 → 3, overlaps phase-2',
      'T-1 scheduled 1 → 2, late: yes',
      'Phase 2 stated 0.6 → 13.4, overlaps phase-1',
      'T-2 window 0.6 → 13.4',
    ]);
    assert.equal(data.rows[1]?.due, 1.8);
  });

  it('takes the first day from the head of the document, or from a setting', () => {
    const plan = `# Plan\n\n**Start date:** 2026-01-07\n\n## Phase 1: Base (Days 1-3)\n\n${heading('T-1', '1 day')}`;
    const data = timelineOf(plan, { today: '2026-01-08' });
    assert.equal(data.start, '2026-01-05');
    assert.equal(data.today, 0.6);
    assert.deepEqual(told(data), ['Phase 1 stated 0.4 → 1', 'T-1 scheduled 0.4 → 0.6']);
    assert.equal(timelineOf(plan, { start: dayOf('2026-03-02') }).start, '2026-03-02');
  });

  it('says what it cannot place', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base (Week 1)\n\n${heading('T-1', '1 day', '\n**Due:** 2026-01-08\n')}## Phase 2: Rest (Week 2)\n\n${heading('T-2', '1 day')}`,
    );
    assert.deepEqual(data.notes.slice(-2), [
      '1 time cannot be placed: nothing says on which day the plan begins. Set timeline.start.',
      'Nothing says on which day Week 1 begins, so there is no line for today. Set timeline.start.',
    ]);
  });

  it('counts sprints, and says what it takes a sprint for', () => {
    const data = timelineOf(
      `# Plan\n\n## Sprint 1: Base\n\n${heading('T-1', '1 day')}## Sprint 2: Rest\n\n${heading('T-2', '1 day')}`,
    );
    assert.deepEqual(told(data), [
      'Sprint 1 stated 0 → 2',
      'T-1 scheduled 0 → 0.2',
      'Sprint 2 stated 2 → 4',
      'T-2 scheduled 2 → 2.2',
    ]);
    assert.ok(data.notes.includes('A sprint is taken for 2 weeks.'));
  });

  it('survives tasks that wait for each other', () => {
    const data = timelineOf(
      `# Plan\n\n## Work\n\n${heading('T-1', '5 days', '\n**Depends on:** T-2\n')}${heading('T-2', '5 days', '\n**Depends on:** T-1\n')}`,
    );
    assert.deepEqual(told(data).slice(1), ['T-1 scheduled 0 → 1', 'T-2 scheduled 1 → 2']);
  });

  it('spreads the estimate of a group whose tasks have none over all people', () => {
    const data = timelineOf(
      `# Plan\n\n## Phase 1: Base\n\n**Effort:** 10 days\n\n- [ ] T-1: Store\n- [ ] T-2: Search\n\n## Phase 2: Rest\n\n- [ ] T-3: Export\n`,
      { people: 2 },
    );
    assert.deepEqual(told(data).slice(0, 3), [
      'Phase 1 scheduled 0 → 1',
      'T-1 window 0 → 1',
      'T-2 window 0 → 1',
    ]);
  });
});
