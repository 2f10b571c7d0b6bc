import assert from 'node:assert/strict';
import { connect, endpointFor } from '../../server/src/forge/connect.ts';
import { parseRemoteUrl } from '../../server/src/forge/remote.ts';

describe('endpointFor', () => {
  function check(remote: string, configured: string, expected: string | undefined): void {
    const repository = parseRemoteUrl(remote);
    assert.ok(repository);
    const endpoint = endpointFor(repository, configured.split(' '));
    const found = endpoint && `${endpoint.adapter} ${endpoint.apiUrl}`;
    assert.equal(found, expected, `${remote} ${configured}`);
  }

  it('knows the public forges, and self-hosted ones by a word of their host name', () => {
    check('git@github.com:a/b.git', '', 'github https://api.github.com');
    check('https://gitlab.com/a/team/b', '', 'gitlab https://gitlab.com/api/v4');
    check('https://codeberg.org/a/b', '', 'gitea https://codeberg.org/api/v1');
    check('https://gitlab.example.org:8443/a/b', '', 'gitlab https://gitlab.example.org:8443/api/v4');
    check('git@git.example.org:a/b.git', '', undefined);
    check('https://bitbucket.org/a/b', '', undefined);
    check('https://dev.azure.com/o/p/_git/n', '', undefined);
  });

  it('uses an address for the host it belongs to, and for its kind of forge', () => {
    const enterprise = 'https://ghe.example.org/api/v3';
    check('https://ghe.example.org/a/b', enterprise, `github ${enterprise}`);
    check('https://acme.ghe.com/a/b', 'https://api.acme.ghe.com', 'github https://api.acme.ghe.com');
    check('https://github.com/a/b', enterprise, 'github https://api.github.com');
    check('https://other.example.org/a/b', enterprise, undefined);
    const several = `${enterprise} https://git.example.org/api/v4 https://code.example.org/forgejo/api/v1/`;
    check('https://git.example.org/a/b', several, 'gitlab https://git.example.org/api/v4');
    check('https://code.example.org/a/b', several, 'gitea https://code.example.org/forgejo/api/v1/');
    check('https://bitbucket.org/a/b', 'https://bitbucket.org/api/v4', undefined);
  });

  it('uses an address on this machine for every host of its kind, and nothing else in the clear', () => {
    check('https://github.com/a/b', 'http://localhost:4000', 'github http://localhost:4000');
    check('https://github.com/a/b', 'http://127.0.0.1:4000', 'github http://127.0.0.1:4000');
    check('https://gitlab.com/a/b', 'http://127.0.0.1:4000', 'gitlab https://gitlab.com/api/v4');
    check('https://gitlab.com/a/b', 'http://[::1]:4000/api/v4', 'gitlab http://[::1]:4000/api/v4');
    check(
      'https://ghe.example.org/a/b',
      'http://ghe.example.org/api/v3',
      'github https://ghe.example.org/api/v3',
    );
    check('https://github.com/a/b', 'no address', 'github https://api.github.com');
    check('https://github.com/a/b', 'file:///localhost', 'github https://api.github.com');
  });
});

describe('connect', () => {
  it('connects nothing without a token, and asks for none where there is no adapter', async () => {
    const asked: string[] = [];
    const connected = async (remote: string, token: string | undefined): Promise<string | undefined> => {
      const repository = parseRemoteUrl(remote);
      assert.ok(repository);
      const forge = await connect(repository, {
        addresses: [],
        token: ({ host }) => {
          asked.push(host);
          return Promise.resolve(token);
        },
      });
      return forge?.name;
    };
    assert.equal(await connected('https://gitlab.com/a/b', undefined), undefined);
    assert.equal(await connected('https://gitlab.com/a/b', 'secret'), 'GitLab');
    assert.equal(await connected('https://codeberg.org/a/b', 'secret'), 'codeberg.org');
    assert.equal(await connected('https://bitbucket.org/a/b', 'secret'), undefined);
    assert.deepEqual(asked, ['gitlab.com', 'gitlab.com', 'codeberg.org']);
  });
});
