import assert from 'node:assert/strict';
import { explainPushFailure, withoutCredentials } from '../../server/src/forge/pushFailure.ts';

describe('explainPushFailure', () => {
  /** What git printed, and the kind and the end of the sentence that comes of it. */
  function check(output: string, kind: string, message: RegExp): void {
    const failure = explainPushFailure(output, 'origin', 'task/1');
    assert.equal(failure.kind, kind, output);
    assert.match(failure.message, message);
  }

  it('knows a missing right from a missing repository', () => {
    check(
      "remote: Permission to acme/x.git denied to robin.\nfatal: unable to access 'https://github.com/acme/x.git/': The requested URL returned error: 403",
      'permission',
      /\(Permission to acme\/x\.git denied to robin\): sign in/,
    );
    check(
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'permission',
      /\(git@github\.com: Permission denied \(publickey\)\)/,
    );
    check(
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
      'permission',
      /terminal prompts disabled/,
    );
    check(
      "remote: Repository not found.\nfatal: repository 'https://github.com/a/x.git/' not found",
      'not-found',
      /check its URL/,
    );
  });

  it('knows a protected branch, a hook and newer commits, all of which are rejections', () => {
    check(
      'remote: error: GH006: Protected branch update failed for refs/heads/main.\n ! [remote rejected] main -> main (protected branch hook declined)',
      'protected',
      /protects "task\/1".*GH006/,
    );
    check(
      ' ! [remote rejected] a -> a (pre-receive hook declined)\nerror: failed to push some refs',
      'hook',
      /A hook declined/,
    );
    check(
      ' ! [rejected]        a -> a (non-fast-forward)\nerror: failed to push some refs',
      'non-fast-forward',
      /pull or rebase/,
    );
  });

  it('knows that nobody answered', () => {
    check(
      "fatal: unable to access 'https://x/': Could not resolve host: x",
      'network',
      /Could not resolve host: x\)/,
    );
    check('ssh: connect to host x port 22: Connection refused', 'network', /check the network/);
  });

  it('says what git said where it knows no better, without credentials', () => {
    check(
      'error: something new at https://me:secret@host/x',
      'other',
      /failed \(something new at https:\/\/host\/x\)\.$/,
    );
    check('', 'other', /failed\.$/);
    assert.equal(
      withoutCredentials('https://ghp_x@github.com/a ssh://git@h/b'),
      'https://github.com/a ssh://h/b',
    );
  });
});
