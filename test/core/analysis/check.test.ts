import assert from 'node:assert/strict';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

/** Code and severity of every finding in `/plan.md`, in order. */
async function check(markup: string): Promise<readonly string[]> {
  const { workspace, ...project } = workspaceFrom(markup);
  const uri = uriOf('/plan.md');
  const findings = checkDocument(workspace, uri, await project.facts(uri));
  return findings.map(({ code, severity }) => `${severity} ${code}`);
}

const PLAN = `//- /plan.md
# Roadmap
## P1-1: Store ✅ DONE
**Acceptance Criteria:**
- [x] b
- [ ] a
BEFORE
## P1-1: Cache
**Depends on:** P1-7
AFTER
## P1-3: Queue
**Depends on:** P1-8
## P1-4: Mail
**Depends on:** P1-3
## P1-5: Log
**Depends on:** P1-4
`;

const plan = (before = '', after = '', config = '') =>
  `${PLAN.replace('BEFORE', before).replace('AFTER', after)}//- /.roadgate.yaml\n${config}`;

const ALL = [
  'warning criteria/unmet-but-done',
  'warning id/duplicate',
  'warning dependency/unknown',
  'warning dependency/unknown',
];

describe('checkDocument', () => {
  it('sorts findings by place', async () => assert.deepEqual(await check(plan()), ALL));

  it('tells of twenty places beside a finding, and how many more there are', async () => {
    const related = async (count: number): Promise<readonly string[]> => {
      const boxes = Array.from({ length: count }, (_, index) => `- [ ] c${index + 1}\n`).join('');
      const { workspace, ...project } = workspaceFrom(
        `//- /plan.md\n# Roadmap\n## P1-1: Store\n**Acceptance Criteria:**\n${boxes}`,
      );
      const uri = uriOf('/plan.md');
      const [finding] = checkDocument(workspace, uri, await project.facts(uri));
      return (finding?.related ?? []).map(({ message }) => message);
    };
    const all = Array.from({ length: 20 }, (_, index) => `Unmet: c${index + 1}`);
    assert.deepEqual(await related(20), all);
    assert.deepEqual(await related(25), [...all.slice(0, -1), 'Unmet: c20 (and 5 more)']);
  });

  it('has none for what is no roadmap, or unknown', async () => {
    assert.deepEqual(await check('//- /plan.md\n# Notes\nSee [a](b.md) and `src/gone.js:1`.\n'), []);
    const { workspace, facts } = workspaceFrom(plan());
    assert.deepEqual(checkDocument(workspace, uriOf('/other.md'), await facts(uriOf('/other.md'))), []);
  });

  it('has none for what came with the code of others', async () => {
    for (const path of ['web/node_modules/a/plan.md', 'vendor/plan.md', 'docs/vendor/plan.md']) {
      const { workspace, ...project } = workspaceFrom(plan().replace('/plan.md', `/${path}`));
      const findings = checkDocument(workspace, uriOf(`/${path}`), await project.facts(uriOf(`/${path}`)));
      assert.equal(findings.length, path.startsWith('docs/') ? ALL.length : 0, path);
    }
  });

  it('takes severities from the project file', async () => {
    const config =
      'rules:\n  id/duplicate: error\n  dependency/unknown: off\n  criteria/unmet-but-done: hint\n';
    assert.deepEqual(await check(plan('', '', config)), [
      'hint criteria/unmet-but-done',
      'error id/duplicate',
    ]);
  });

  it('does not raise what a rule has graded down', async () => {
    const config = 'rules:\n  dependency/unknown: error\n';
    const doubtful = '//- /plan.md\n# Roadmap\n## P1-1: Store\n**Depends on:** P1-840\n**Effort:** 1h\n';
    assert.deepEqual(await check(`${doubtful}//- /.roadgate.yaml\n${config}`), ['hint dependency/unknown']);
  });

  it('is silenced for the next line of text', async () => {
    const comment = '<!-- roadgate-disable-next-line id/duplicate -- on purpose -->\n';
    assert.deepEqual(await check(plan(comment)), [ALL[0], ALL[2], ALL[3]]);
  });

  it('is silenced for one rule only', async () => {
    assert.deepEqual(await check(plan('<!-- roadgate-disable-next-line link/missing -->')), ALL);
  });

  it('is silenced for a stretch', async () => {
    const [before, after] = ['<!-- roadgate-disable -->', '<!-- roadgate-enable -->'];
    assert.deepEqual(await check(plan(before, after)), [ALL[0], ALL[3]]);
    assert.deepEqual(await check(plan(before)), [ALL[0]]);
  });
});
