import assert from 'node:assert/strict';
import type { RoadmapDocument } from '../../../server/src/core/model/document.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { LANGUAGES } from '../../../server/src/core/parse/vocabulary/index.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { dedent } from '../../support/fixture.ts';
import { ROADMAPS } from './roadmaps.ts';

/** What all of them say, with the words of the language left out. */
const EXPECTED = `
  phase 1
  1.1 in-progress 2-3 h after 1.2 by one: [x] [ ]
  1.2 done
  phase 2
  - todo 1-1 d
  - in-review 30-30 min
  - blocked 2-2 h
  - deferred 4-4 w
  - cancelled 1-1 d
`;

function outline({ groups, tasks }: RoadmapDocument): string {
  const told = [
    ...groups.map(({ line, kind, id }) => ({ line, text: `${kind} ${/\d/.exec(id ?? '')?.[0] ?? '?'}` })),
    ...tasks.map(({ line, id, status, effort, dependsOn, assignees, items }) => {
      const parts = [
        id ?? '-',
        status ?? 'no status',
        effort ? `${effort.min}-${effort.max} ${effort.unit}` : '',
        dependsOn.length > 0 ? `after ${dependsOn.map((each) => each.id).join(', ')}` : '',
        assignees.length === 1 ? 'by one:' : '',
        ...items.map(({ role, checked }) => (role === 'criterion' ? `[${checked ? 'x' : ' '}]` : role)),
      ];
      return { line, text: parts.filter((part) => part !== '').join(' ') };
    }),
  ];
  return told
    .sort((a, b) => a.line - b.line)
    .map(({ text }) => text)
    .join('\n');
}

describe('A roadmap in each language', () => {
  for (const [language] of LANGUAGES) {
    it(`is read: ${language}`, () => {
      const text = ROADMAPS.get(language);
      assert(text, `There is no roadmap in the language ${language}: write one.`);
      const document = parseRoadmap('/notes.md', new SourceText(dedent(text)));
      assert(document.roadmap);
      assert.equal(outline(document), dedent(EXPECTED).trimEnd());
    });
  }
});
