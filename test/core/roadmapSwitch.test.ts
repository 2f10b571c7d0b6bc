import assert from 'node:assert/strict';
import { uriOf, workspaceFrom } from '../support/workspace.ts';

const PLAN = '# Roadmap\n- [ ] T001 a\n- [x] T002 b';
const NOTES = '# Notes\n- [ ] milk';

/** Whether `/docs/a.md` with this text is a roadmap in a project with this `.roadgate.yaml`. */
function isRoadmap(text: string, config: string): boolean | undefined {
  const { workspace } = workspaceFrom(`//- /docs/a.md\n${text}\n//- /.roadgate.yaml\n${config}\n`);
  return workspace.documents.get(uriOf('/docs/a.md'))?.roadmap;
}

const ON = 'roadmaps: { include: [docs/**] }';
const OFF = 'roadmaps: { exclude: ["**/a.md"] }';

describe('whether a document is a roadmap', () => {
  for (const [name, text, config, expected] of [
    ['is guessed', PLAN, '', true],
    ['is guessed', NOTES, '', false],
    ['is what the project says', PLAN, OFF, false],
    ['is what the project says', NOTES, ON, true],
    ['is what a comment says, whatever the project says', `${PLAN}\n<!-- roadgate: on -->`, OFF, true],
    ['is what a comment says, whatever the project says', `<!-- roadgate: off -->\n${PLAN}`, ON, false],
    ['is guessed where the globs match other documents', PLAN, 'roadmaps: { exclude: [old/**] }', true],
  ] as const)
    it(`${name}: ${JSON.stringify(text)} with ${config || 'nothing'}`, () =>
      assert.equal(isRoadmap(text, config), expected));
});
