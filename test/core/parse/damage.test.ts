import assert from 'node:assert/strict';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import {
  IBM_437,
  IBM_850,
  LATIN_1,
  MAC_ROMAN,
  misread,
  WINDOWS_1252,
  WINDOWS_1254,
} from '../../../server/src/core/text/codePages.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

const PLAN = `# Roadmap – 2026
## Phase 1–2 — Storage
### ✅ Issue #3 — Store
**Effort:** 2–3 hours
**Depends on:** #5—#7
### Issue #5: Cache 🚧
- ✅ met
### #6 – Queue ⏸️
### 🎯 #7: Log ⬜
`;

/** What the plan says that a code page could hide. */
function read(text: string): unknown {
  const { tasks, groups } = parseRoadmap('plan.md', new SourceText(text));
  return {
    groups: groups.map(({ id }) => id?.replace(/^(\w+ \d).*(\d)$/, '$1-$2')),
    tasks: tasks.map(({ id, line, title, status, effort, dependsOn }) =>
      [
        id,
        line,
        title,
        status,
        effort && `${effort.min}..${effort.max}`,
        dependsOn.map((to) => to.id).join(),
      ].join(' '),
    ),
  };
}

describe('a plan that was damaged', () => {
  const whole = {
    groups: ['Phase 1-2'],
    tasks: [
      '#3 3 Store done 2..3 #5,#6,#7',
      '#5 6 Cache in-progress  ',
      '#6 8 Queue blocked  ',
      '#7 9 Log todo  ',
    ],
  };

  it('says the same whole', () => assert.deepEqual(read(PLAN), whole));

  for (const page of [WINDOWS_1252, WINDOWS_1254, LATIN_1, IBM_437, IBM_850, MAC_ROMAN])
    it(`says the same read as ${page.name}`, () => assert.deepEqual(read(misread(PLAN, page)), whole));

  it('says the same read wrong twice', () =>
    assert.deepEqual(read(misread(misread(PLAN, WINDOWS_1252), WINDOWS_1252)), whole));

  it('says the same without the bytes that Windows-1252 has no character for', () =>
    assert.deepEqual(read(misread(PLAN, WINDOWS_1252).replace(/[\u0080-\u009f]/g, '')), whole));

  it('is read around replacement characters', () => {
    const text =
      '# Roadmap\n### \ufffd\ufffd Issue #3 \ufffd Store\n**Status:** \ufffd Done\n### #4 \ufffd\ufffd\ufffd Cache \ufffd\n';
    assert.deepEqual(read(text), { groups: [], tasks: ['#3 2 Store done  ', '#4 4 Cache   '] });
  });

  for (const form of ['NFC', 'NFD'] as const)
    it(`is read in ${form}`, () => {
      const text =
        '# Plan\n### Issue #3: Été\n**État:** Terminé\n### Issue #4: Añadir\n**Abhängigkeiten:** #3\n**Durée:** 2 h\n';
      const { tasks, source } = parseRoadmap('plan.md', new SourceText(text.normalize(form)));
      const [first, second] = tasks;
      assert.equal(first?.status, 'done');
      assert.equal(first.statusClaim && source.slice(first.statusClaim.span), 'Terminé'.normalize(form));
      assert.deepEqual([second?.dependsOn[0]?.id, second?.effort?.min], ['#3', 2]);
    });
});
