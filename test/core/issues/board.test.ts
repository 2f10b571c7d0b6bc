import assert from 'node:assert/strict';
import { readBoardAddress } from '../../../server/src/core/issues/board.ts';

describe('the address of a board', () => {
  it('is owner and number, or what stands in the browser', () => {
    const project = { kind: 'project', host: 'github.com', owner: 'acme', number: 7 };
    assert.deepEqual(readBoardAddress('acme/7'), { ...project, host: null });
    for (const url of [
      'https://github.com/orgs/acme/projects/7',
      'https://github.com/users/acme/projects/7/views/2',
    ]) {
      assert.deepEqual(readBoardAddress(url), project);
    }
    assert.deepEqual(readBoardAddress('https://git.example.org/acme/tools/plans/-/boards/12'), {
      ...{ kind: 'board', host: 'git.example.org', of: 'project', path: 'acme/tools/plans', number: 12 },
    });
    assert.deepEqual(readBoardAddress('https://gitlab.com/groups/acme/-/boards/3'), {
      ...{ kind: 'board', host: 'gitlab.com', of: 'group', path: 'acme', number: 3 },
    });
  });

  it('is nothing else', () => {
    for (const text of [
      ...[
        '',
        'acme',
        'acme/plans',
        'acme/7/8',
        'javascript:alert(1)',
        'https://github.com/acme/plans/issues',
      ],
      'file:///orgs/acme/projects/7',
    ]) {
      assert.equal(readBoardAddress(text), undefined, text);
    }
  });
});
