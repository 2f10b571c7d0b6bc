import assert from 'node:assert/strict';
import { apiUrlFor } from '../../server/src/forge/connect.ts';
import { parseRemoteUrl } from '../../server/src/forge/remote.ts';

describe('apiUrlFor', () => {
  function check(remote: string, configured: string, expected: string | undefined): void {
    const repository = parseRemoteUrl(remote);
    assert.ok(repository);
    assert.equal(apiUrlFor(repository, configured), expected, `${remote} ${configured}`);
  }

  it('knows github.com by itself, and no other host', () => {
    check('git@github.com:a/b.git', '', 'https://api.github.com');
    check('https://github.evil.example/a/b', '', undefined);
    check('https://gitlab.com/a/b', '', undefined);
  });

  it('uses an address for the host it belongs to', () => {
    const enterprise = 'https://ghe.example.org/api/v3';
    check('https://ghe.example.org/a/b', enterprise, enterprise);
    check('https://acme.ghe.com/a/b', 'https://api.acme.ghe.com', 'https://api.acme.ghe.com');
    check('https://github.com/a/b', enterprise, 'https://api.github.com');
    check('https://other.example.org/a/b', enterprise, undefined);
    check('https://github.com/a/b', 'https://api.github.com', 'https://api.github.com');
  });

  it('uses an address on this machine for every host, and nothing else in the clear', () => {
    check('https://github.com/a/b', 'http://localhost:4000', 'http://localhost:4000');
    check('https://github.com/a/b', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000');
    check('https://ghe.example.org/a/b', 'http://ghe.example.org/api/v3', undefined);
    check('https://github.com/a/b', 'no address', 'https://api.github.com');
    check('https://github.com/a/b', 'file:///localhost', 'https://api.github.com');
  });
});
