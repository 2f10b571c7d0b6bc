import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

const TASKS = [1, 2, 3, 4].map((n) => `- [ ] P1-${n}: Do it\n- [x] 1.${n} Do that\n`).join('');

/** What the last task depends on, and the text that says so. */
function checkDependencies(text: string, expected: readonly string[], raw: string): void {
  const document = parseRoadmap('file:///plan.md', new SourceText(`# Plan\n\n${TASKS}${text}\n`));
  const found = document.tasks.at(-1)?.dependsOn ?? [];
  assert.deepEqual(
    found.map(({ id }) => id),
    expected,
  );
  for (const { span } of found) assert.equal(document.source.slice(span), raw);
}

describe('dependencies', () => {
  it('are a range of codes with dashes', () => {
    const field = (range: string) => `\n### P1-9: Last\n**Depends on:** ${range}\n`;
    for (const range of ['P1-1-P1-3', 'P1-1..P1-3', 'P1-1 to P1-3', 'P1-1 – P1-3'])
      checkDependencies(field(range), ['P1-1', 'P1-2', 'P1-3'], range);
  });

  it('are not what goes on at the same time', () => {
    for (const value of ['P1-1, in parallel with P1-2', 'P1-1。可与 P1-2 并行。', 'P1-1; parallel zu P1-3'])
      checkDependencies(`\n### P1-9: Last\n**Depends on:** ${value}\n`, ['P1-1'], 'P1-1');
  });

  it('are ids of other plans, if they are like those of the document and stand alone', () => {
    const field = (value: string) => `\n### PA-9: Last\n**Depends on:** ${value}\n`;
    checkDependencies(field('F-2'), ['F-2'], 'F-2');
    checkDependencies(field('UTF-8, FR-3, RFC-7231'), [], '');
    checkDependencies(field('the COVID-19 rules'), [], '');
    checkDependencies(field('3.7'), ['3.7'], '3.7');
    for (const other of ['3.7.1', '9', 'Node 18.17', '2.5 days of review'])
      checkDependencies(field(other), [], '');
    const numbered = '# Plan\n\n- [ ] 1.1 Do it\n\n### 1.9 Last\n**Depends on:** GPT-4, 1.1\n';
    const { tasks } = parseRoadmap('file:///plan.md', new SourceText(numbered));
    assert.deepEqual(
      tasks.at(-1)?.dependsOn.map(({ id }) => id),
      ['1.1'],
    );
  });

  it('are a range of plain codes that are joined without spaces', () => {
    const tasks = ['T001', 'T002', 'T003'].map((id) => `- [ ] ${id} Do it\n`).join('');
    checkDependencies(
      `${tasks}- [ ] T009 Last (depends on T001-T003)`,
      ['T001', 'T002', 'T003'],
      'T001-T003',
    );
  });

  it('are a range whose second end is a number alone, if the document has such an id', () => {
    const tasks = ['AB-003', 'AB-004', 'AB-005'].map((id) => `- [ ] ${id} Do it\n`).join('');
    const last = (range: string) => `${tasks}- [ ] AB-009 Last (depends on ${range})`;
    checkDependencies(last('AB-003~005'), ['AB-003', 'AB-004', 'AB-005'], 'AB-003~005');
    checkDependencies(last('AB-003 – 15 days'), ['AB-003'], 'AB-003 – 15');
  });

  it('within an item go on behind the full stops of ids and ranges', () => {
    checkDependencies('- [ ] P1-9: Last (depends on 1.2)', ['1.2'], '1.2');
    checkDependencies('- [ ] P1-9: Last (depends on P1-1..P1-3)', ['P1-1', 'P1-2', 'P1-3'], 'P1-1..P1-3');
    checkDependencies('- [ ] P1-9: Last, depends on P1-1. P1-2 is older.', ['P1-1'], 'P1-1');
  });
});
