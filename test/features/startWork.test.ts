import assert from 'node:assert/strict';
import { provideNamedBranch, provideStartSource } from '../../server/src/features/startWork.ts';
import { StartSource } from '../../server/src/protocol/startWork.ts';
import { featureFixture } from './support.ts';

describe('What starting work is made of', () => {
  const { snapshot } = featureFixture(`
    //- /docs/plan.md
    # Plan
    ### Issue #4: Round prices
    **Branch:** \`fix/round\`
    **Depends on:** #5, #9, #4, #77
    ### Issue #5: Send a mail
    **Status:** Done
    //- /docs/other.md
    # Roadmap
    ### Issue #9: Print
    **Status:** Open
    **Branch:** \`feature/print\`
    //- /.roadgate.yaml
    branch:
      template: 'work/{id}'
  `);
  const keyOf = (id: string): string => snapshot.document.tasks.find((task) => task.id === id)?.key ?? '';

  it('names the tasks that have to come before, with their branches, also of other documents', () => {
    assert.deepEqual(StartSource.parse(provideStartSource(snapshot, keyOf('#4'))), {
      id: '#4',
      title: 'Round prices',
      branch: 'fix/round',
      dependencies: [
        { id: '#5', title: 'Send a mail', branch: 'work/5', isDone: true },
        { id: '#9', title: 'Print', branch: 'feature/print', isDone: false },
      ],
      branchTemplate: 'work/{id}',
    });
  });

  it('is the edit that writes another name into the field of the task', () => {
    const answer = provideNamedBranch(snapshot, keyOf('#4'), 'fix/round-2');
    assert.deepEqual(answer.kind === 'edits' && answer.edits, [
      {
        range: { start: { line: 2, character: 13 }, end: { line: 2, character: 22 } },
        newText: 'fix/round-2',
      },
    ]);
    assert.equal(provideNamedBranch(snapshot, keyOf('#5'), 'fix/mail').kind, 'refused');
  });

  it('is nothing for a task that is gone', () => {
    assert.equal(provideStartSource(snapshot, 'gone'), undefined);
  });
});
