import assert from 'node:assert/strict';
import { providePullRequestSource } from '../../server/src/features/pullRequest.ts';
import { PullRequestSource } from '../../server/src/protocol/forge.ts';
import { featureFixture } from './support.ts';

describe('Source of a pull request', () => {
  const { snapshot } = featureFixture(`
    # Shop
    ## Phase 1: Basket
    #### Issue #4: Round prices
    **Files:** \`src/a.js:3\`, \`src/b.js\`

    See \`src/a.js:9\` again.

    **PR Template:**
    \`\`\`markdown
    Closes #4
    \`\`\`
    #### Issue #5: Send a mail
    **Files:** \`src/c.js\`
  `);

  it('holds the template, the place and the files of the task', () => {
    const key = snapshot.document.tasks.find(({ id }) => id === '#4')?.key ?? '';
    const source = PullRequestSource.parse(providePullRequestSource(snapshot, key));
    assert.equal(source.task.title, 'Round prices');
    assert.equal(source.group, 'Basket');
    assert.equal(source.documentTitle, 'Shop');
    assert.equal(source.template, 'Closes #4');
    assert.deepEqual(source.files, ['src/a.js', 'src/b.js']);
  });

  it('says what branches are called in this project', () => {
    const plan = '# Plan\n### P1-1: A\n**Effort:** 1h\n';
    const templateIn = (markup: string): string | undefined => {
      const { snapshot } = featureFixture(markup);
      return providePullRequestSource(snapshot, snapshot.document.tasks[0]?.key ?? '')?.branchTemplate;
    };
    assert.equal(templateIn(plan), 'task/{id}-{slug}');
    assert.equal(templateIn(`${plan}//- /.roadgate.yaml\nbranch:\n  template: work/{id}\n`), 'work/{id}');
  });

  it('takes people and a milestone from the project file, after what the task itself says', () => {
    const { snapshot: own } = featureFixture(`
      # Plan
      ## Milestone 1: Beta
      ### P1-1: A
      **Assignee:** @ada
      //- /.roadgate.yaml
      pullRequest:
        draft: true
        labels: [roadmap]
        milestone: Next
        assignees: [robin]
        reviewers: [mara, acme/docs]
    `);
    const source = providePullRequestSource(own, own.document.tasks[0]?.key ?? '');
    assert.deepEqual(
      [source?.draft, source?.labels, source?.assignees, source?.reviewers],
      [true, ['roadmap'], ['ada', 'robin'], ['mara', 'acme/docs']],
    );
    assert.equal(source?.milestones.at(-1), 'Next');
    assert.equal(source.milestones.includes('Beta'), true);
  });

  it('is none for a task that is gone', () => {
    assert.equal(providePullRequestSource(snapshot, 'gone'), undefined);
  });
});
