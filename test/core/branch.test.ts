import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { branchNameProblem, chooseBranch, toSlug } from '../../server/src/core/branch.ts';

function checkTemplate(
  id: string | null,
  title: string,
  template: string | undefined,
  expected: string,
): void {
  const choice = chooseBranch({ id, title, branch: null }, template);
  assert.deepEqual(choice, { kind: 'branch', name: expected, from: 'template' });
}

describe('chooseBranch', () => {
  it('takes the branch the task names', () => {
    const choice = chooseBranch({ id: '#38', title: 'Split', branch: 'feature/Split-API' });
    assert.deepEqual(choice, { kind: 'branch', name: 'feature/Split-API', from: 'field' });
  });

  it('refuses an invalid field with the reason and a name to take instead', () => {
    assert.deepEqual(chooseBranch({ id: '#38', title: 'Split', branch: 'feature/split api~1' }), {
      kind: 'invalid',
      reason: 'The task\'s branch "feature/split api~1" is not a valid name: it contains a blank.',
      suggestion: 'feature/split-api-1',
    });
    assert.deepEqual(chooseBranch({ id: '#38', title: 'Split', branch: '-' }), {
      kind: 'invalid',
      reason: 'The task\'s branch "-" is not a valid name: it begins with a dash.',
      suggestion: null,
    });
  });

  it('fills the default template', () => {
    checkTemplate('#38', 'Modularization & Refactoring', undefined, 'task/38-modularization-refactoring');
    checkTemplate('P0-1', 'Don’t log *secrets*', undefined, 'task/P0-1-dont-log-secrets');
    checkTemplate('E5:S05:T01', 'x', undefined, 'task/E5-S05-T01-x');
    checkTemplate('1.1', '修复登录', undefined, 'task/1.1-修复登录');
  });

  it('stays as it is when the title gets the number of its issue', () => {
    checkTemplate('#7', 'Add rate limits (#57)', undefined, 'task/7-add-rate-limits');
    checkTemplate('#7', 'Add rate limits [#57]', '{title}', 'add-rate-limits');
    checkTemplate('#7', '(#57)', undefined, 'task/7');
  });

  it('leaves no dash behind for what is empty', () => {
    checkTemplate(null, 'Add rate limits', undefined, 'task/add-rate-limits');
    checkTemplate('#7', '!!!', undefined, 'task/7');
    checkTemplate('#7', 'a', '{id}/{slug}', '7/a');
    checkTemplate(null, 'a', '{id}/{slug}', 'a');
  });

  it('cuts the slug at a word, the title later', () => {
    const title =
      'Make the importer survive very long titles that nobody would ever want to type as a branch';
    checkTemplate('1', title, undefined, 'task/1-make-the-importer-survive-very-long-titles-that');
    checkTemplate('1', title, '{title}', toSlug(title, 120));
  });

  it('refuses a template it does not understand', () => {
    assert.deepEqual(chooseBranch({ id: '1', title: 'a', branch: null }, 'x/{name}'), {
      kind: 'invalid',
      reason: 'The branch template "x/{name}" uses {name}: use {id}, {slug} or {title}.',
      suggestion: null,
    });
    assert.deepEqual(chooseBranch({ id: '1', title: 'a', branch: null }, 'my tasks/{id}'), {
      kind: 'invalid',
      reason:
        'The branch template "my tasks/{id}" gives "my tasks/1", which is not a valid name: it contains a blank.',
      suggestion: 'my-tasks/1',
    });
  });

  it('gives a valid name for every task that has a letter or digit', () => {
    const hostile = fc.stringMatching(/^[-a-zA-Z0-9 ~^:?*[\\\]./@{}$`'"|;&<>#\n\t]{0,80}$/);
    fc.assert(
      fc.property(fc.option(hostile), fc.oneof(hostile, fc.string({ unit: 'grapheme' })), (id, title) => {
        const choice = chooseBranch({ id, title: `a${title}`, branch: null });
        assert.equal(choice.kind, 'branch');
        if (choice.kind === 'branch') assert.match(choice.name, /^task\/[\p{L}\p{M}\p{N}._-]+$/u);
      }),
    );
  });
});

describe('branchNameProblem', () => {
  it('says why, in words', () => {
    const problems = [
      '',
      '@',
      'HEAD',
      '-x',
      'a b',
      'a\u0007',
      'a~',
      'a..b',
      'a@{b',
      'a.',
      '/a',
      'a//b',
      'a/.b',
      'a.lock/b',
      `a/${'é'.repeat(126)}`,
    ];
    assert.deepEqual(problems.map(branchNameProblem), [
      'it is empty',
      '"@" has a meaning of its own in git',
      '"HEAD" has a meaning of its own in git',
      'it begins with a dash',
      'it contains a blank',
      'it contains a control character',
      'it contains "~"',
      'it contains two dots in a row',
      'it contains "@{"',
      'it ends with a dot',
      'it has a slash at an end, or two in a row',
      'it has a slash at an end, or two in a row',
      'a part of it begins with a dot',
      'a part of it ends with ".lock"',
      'a part of it is too long',
    ]);
  });

  it('agrees with git', () => {
    const name = fc.stringMatching(/^[-ab@{}./~^:?*[\\ #é]{0,8}$/);
    const names = [
      ...fc.sample(name, 150),
      'a.lock',
      'a.lock/b',
      'HEAD',
      'heads/HEAD',
      'a\u007f',
      '@/a',
      'a@',
      '{a}',
    ];
    for (const candidate of names) {
      const { status } = spawnSync('git', ['check-ref-format', '--branch', candidate]);
      // git expands these to other names (`@` is HEAD); as names of their own they are refused.
      const valid = status === 0 && candidate !== '@' && !candidate.startsWith('@{');
      assert.equal(branchNameProblem(candidate) === undefined, valid, JSON.stringify(candidate));
    }
  });
});

describe('toSlug', () => {
  it('cuts a long first word between whole characters', () => {
    assert.equal(toSlug('𝒜'.repeat(5), 5), '𝒜𝒜');
    assert.equal(toSlug('abcdef', 3), 'abc');
  });
});
