import assert from 'node:assert/strict';
import { SecretMask, maskSecrets, plainText, tailOf } from '../../server/src/gates/output.ts';

describe('output in reports', () => {
  it('is plain text', () => {
    assert.equal(
      plainText('\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07\r\nb\x07\b'),
      'red link\nb',
    );
    assert.equal(plainText('10 %\r50 %\r100 %\ndone\r\n'), '100 %\ndone\n');
  });

  it('ends with whole lines and characters', () => {
    assert.equal(tailOf('one\ntwo\nthree\n', 10), 'two\nthree\n');
    assert.equal(tailOf('one\ntwo\nthree\n', 9), 'three\n');
    assert.equal(tailOf('short', 5), 'short');
    assert.equal(tailOf('x😀yz', 3), 'yz');
    assert.equal(tailOf('a long line\n', 5), 'line\n');
  });

  it('hides them in output that comes in pieces', () => {
    const env = { MY_TOKEN: 'secret-value', OTHER_KEY: 'secret-other' };
    for (let cut = 0; cut <= 30; cut++) {
      const text = 'a secret-value, secret-x, secret-other';
      const masked = new SecretMask(env);
      const shown = [masked.push(text.slice(0, cut)), masked.push(text.slice(cut)), masked.finish()];
      assert.equal(shown.join(''), 'a ***, secret-x, ***', `cut at ${cut}`);
    }
    assert.equal(new SecretMask(env).push('nothing held back\n'), 'nothing held back\n');
    const open = new SecretMask(env);
    assert.equal(open.push('ends with secret-') + open.finish(), 'ends with secret-');
  });
  it('hides the values of secrets', () => {
    const env = {
      GITHUB_TOKEN: 'ghp_0123456789',
      DB_PASSWORD: 'ghp_0123456789-and-more',
      DEPLOY_KEY: '-----BEGIN-----\nAAAABBBB\n-----END-----',
      API_KEY: 'short',
      PATH: '/usr/local/bin',
      KEYBOARD: 'de-latin1',
      PWD: '/home/project',
      SSH_AUTH_SOCK: '/home/project/agent',
    };
    assert.equal(
      maskSecrets(
        'ghp_0123456789-and-more ghp_0123456789 AAAABBBB short /usr/local/bin de-latin1 /home/project',
        env,
      ),
      '*** *** *** short /usr/local/bin de-latin1 /home/project',
    );
  });
});
