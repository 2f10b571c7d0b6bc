import assert from 'node:assert/strict';
import { checkDocument } from '../../../../server/src/core/analysis/check.ts';
import { NO_HISTORY } from '../../../../server/src/core/analysis/history.ts';
import { withComplete } from '../../../../server/src/core/model/workspace.ts';
import { checkFindings, checkFix } from '../../../support/findings.ts';
import { uriOf, workspaceFrom } from '../../../support/workspace.ts';

const TASK = '## P1-1: A\n**Depends on:** P1-9\n## P1-2: B\n**Effort:** 1h\n';
const plan = (before: string, after = '') => `# Roadmap\n${before}\n${TASK}${after}\n`;

describe('suppression/unused', () => {
  /** The messages of all findings about comments. */
  async function messages(markup: string): Promise<readonly string[]> {
    const { workspace, ...project } = workspaceFrom(markup);
    const facts = await project.facts(uriOf('/plan.md'));
    const history = { ...NO_HISTORY, complete: true };
    return checkDocument(workspace, uriOf('/plan.md'), { ...facts, history })
      .filter(({ code }) => code === 'suppression/unused')
      .map(({ message }) => message);
  }

  const check = (title: string, markup: string, ...expected: string[]): void => {
    it(title, async () => assert.deepEqual(await messages(markup), expected));
  };

  check(
    'is silent about a stretch that silences something',
    plan('<!-- roadgate-disable dependency/unknown -->'),
  );
  check('is silent about a comment without codes', plan('<!-- roadgate-disable -->'));
  check(
    'tells of a stretch without findings',
    plan('<!-- roadgate-disable id/duplicate -->'),
    'This comment silences nothing: there is no finding of id/duplicate where it holds.',
  );
  check(
    'names only the codes that do nothing',
    plan('<!-- roadgate-disable id/duplicate, dependency/unknown -->'),
    'This comment silences nothing: there is no finding of id/duplicate where it holds.',
  );
  check(
    'tells of a next line without findings',
    plan('', '<!-- roadgate-disable-next-line dependency/unknown -->\nText.'),
    'This comment silences nothing: there is no finding of dependency/unknown on the next line.',
  );
  check(
    'tells of a line without findings',
    plan('', 'Text. <!-- roadgate-disable-line -->'),
    'This comment silences nothing: there is no finding on its line.',
  );
  check(
    'tells of what is enabled though it was not disabled',
    plan('<!-- roadgate-enable id/duplicate -->'),
    'This comment enables nothing: id/duplicate is not disabled above it.',
  );
  check(
    'tells of a second end',
    plan(
      '<!-- roadgate-disable dependency/unknown -->',
      '<!-- roadgate-enable -->\n\n<!-- roadgate-enable -->',
    ),
    'This comment enables nothing: no rule is disabled above it.',
  );
  check('leaves codes that nobody has to the other rule', plan('<!-- roadgate-disable x/y -->'));
  check(
    'does not judge what is off',
    `${plan('<!-- roadgate-disable id/duplicate -->')}//- /.roadgate.yaml\nrules:\n  id/duplicate: off\n`,
  );
  check(
    'does not judge comments for all rules where one is off',
    `${plan('<!-- roadgate-disable -->').replace('P1-9', 'P1-2')}//- /.roadgate.yaml\nrules:\n  total/effort: off\n`,
  );
  check(
    'is silenced by its own name, and by nothing else',
    plan('<!-- roadgate-disable-next-line suppression/unused -->\n<!-- roadgate-disable id/duplicate -->'),
  );
  check(
    'is not silenced by a comment for all rules',
    plan('<!-- roadgate-disable -->\n\n<!-- roadgate-disable id/duplicate -->'),
    'This comment silences nothing: there is no finding of id/duplicate where it holds.',
  );
  check(
    'says nothing about a document that is no roadmap',
    '# Notes\n<!-- roadgate-disable id/duplicate -->\n',
  );

  it('says nothing while other documents are not read, or git was not asked', async () => {
    const { workspace, facts } = workspaceFrom(plan('<!-- roadgate-disable id/duplicate -->'));
    const uri = uriOf('/plan.md');
    const known = { ...(await facts(uri)), history: { ...NO_HISTORY, complete: true } };
    assert.equal(checkDocument(workspace, uri, known).length, 2);
    assert.equal(checkDocument(workspace, uri, { ...known, history: NO_HISTORY }).length, 1);
    // What no document has is not known either, then.
    assert.equal(checkDocument(withComplete(workspace, false), uri, known).length, 0);
  });

  const fix = (title: string, action: string, before: string, after: string): void => {
    it(title, () => checkFix(action, before, after));
  };

  fix(
    'goes with its line',
    'Remove the comment',
    '# R\n\n<!-- roadgate-disable-next-line id/duplicate -- why -->\n## P1-1: A\n**Effort:** 1h\n',
    '# R\n\n## P1-1: A\n**Effort:** 1h\n',
  );
  fix(
    'goes alone where it shares its line',
    'Remove the comment',
    '# R\n- [ ] P1-1 A <!-- roadgate-disable-line id/duplicate -->\n- [ ] P1-2 B\n',
    '# R\n- [ ] P1-1 A\n- [ ] P1-2 B\n',
  );
  fix(
    'keeps the codes that do something',
    'Remove id/duplicate from the comment',
    plan('<!-- roadgate-disable id/duplicate, dependency/unknown -- why -->'),
    plan('<!-- roadgate-disable dependency/unknown -- why -->'),
  );
  fix(
    'keeps them in front, too',
    'Remove id/duplicate, link/missing from the comment',
    plan('<!-- roadgate-disable dependency/unknown, id/duplicate link/missing -->'),
    plan('<!-- roadgate-disable dependency/unknown -->'),
  );
});

describe('suppression/unknown-rule', () => {
  const check = (title: string, markup: string): void => {
    it(title, () => checkFindings('suppression/unknown-rule', markup));
  };

  check(
    'says which rule is near',
    `
      # Roadmap
      - [ ] T001 a
      - [ ] T002 b <!-- roadgate-disable-line id/duplcate link/missing -->
      //                                      ^^^^^^^^^^^ suppression/unknown-rule warning: There is no rule id/duplcate; id/duplicate is the nearest.
    `,
  );
  check(
    'says so where none is near',
    `
      # Roadmap
      - [ ] T001 a
      - [ ] T002 b <!-- roadgate-disable-line because -->
      //                                      ^^^^^^^ suppression/unknown-rule: There is no rule because.
    `,
  );
  check(
    'takes what follows dashes of any kind for the reason',
    `
      # Roadmap
      - [ ] T001 a <!-- roadgate-disable-line id/duplicate -- because -->
      - [ ] T002 b <!-- roadgate-disable-line id/duplicate — because -->
      <!-- roadgate: on -->
    `,
  );
  it('is mended', () =>
    checkFix(
      'Change to id/duplicate',
      '# R\n- [ ] T001 a <!-- roadgate-disable-line id/duplcate -->\n- [ ] T002 b\n',
      '# R\n- [ ] T001 a <!-- roadgate-disable-line id/duplicate -->\n- [ ] T002 b\n',
    ));
});
