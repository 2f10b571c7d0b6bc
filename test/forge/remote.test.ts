import assert from 'node:assert/strict';
import { compareUrl, fileUrl, parseRemoteUrl, type ForgeRepository } from '../../server/src/forge/remote.ts';

/** `url` is read as this repository: kind, web address, owner, name. */
function checkRemote(url: string, kind: string, webUrl: string, owner: string, name: string): void {
  const host = new URL(webUrl).hostname;
  assert.deepEqual(parseRemoteUrl(url), { kind, host, webUrl, owner, name });
}

function repository(url: string): ForgeRepository {
  const found = parseRemoteUrl(url);
  assert.ok(found, url);
  return found;
}

describe('parseRemoteUrl', () => {
  it('reads the forms a GitHub remote comes in', () => {
    for (const url of [
      'https://github.com/octo/plans.git',
      'https://github.com/octo/plans/',
      'https://octo:s3cret@github.com/octo/plans.git',
      'git@github.com:octo/plans.git',
      'github.com:octo/plans.git',
      'ssh://git@github.com/octo/plans',
      'ssh://git@ssh.github.com:443/octo/plans.git',
      'git://github.com/octo/plans.git',
      'git@github.com-work:octo/plans.git',
      'HTTPS://GitHub.com/octo/plans',
    ]) {
      checkRemote(url, 'github', 'https://github.com/octo/plans', 'octo', 'plans');
    }
  });

  it('never keeps credentials', () => {
    const found = repository('https://octo:s3cret@github.com/octo/plans.git');
    assert.equal(JSON.stringify(found).includes('s3cret'), false);
  });

  it('keeps dots of a name, and the port of a web address but not of ssh', () => {
    checkRemote(
      'https://github.com/octo/my.plans.git',
      'github',
      'https://github.com/octo/my.plans',
      'octo',
      'my.plans',
    );
    checkRemote('https://gitlab.local:8443/a/b.git', 'gitlab', 'https://gitlab.local:8443/a/b', 'a', 'b');
    checkRemote('ssh://git@gitlab.local:2222/a/b.git', 'gitlab', 'https://gitlab.local/a/b', 'a', 'b');
  });

  it('reads sub-groups, also those named like parts of a web page', () => {
    checkRemote(
      'git@gitlab.example.com:grp/sub/repo.git',
      'gitlab',
      'https://gitlab.example.com/grp/sub/repo',
      'grp/sub',
      'repo',
    );
    checkRemote(
      'https://gitlab.com/a/b/src/repo',
      'gitlab',
      'https://gitlab.com/a/b/src/repo',
      'a/b/src',
      'repo',
    );
  });

  it('tells self-hosted forges by their host names and guesses no other', () => {
    checkRemote('git@codeberg.org:a/b.git', 'gitea', 'https://codeberg.org/a/b', 'a', 'b');
    checkRemote('https://git.forgejo.example/a/b', 'gitea', 'https://git.forgejo.example/a/b', 'a', 'b');
    checkRemote('https://github.example.com/a/b', 'github', 'https://github.example.com/a/b', 'a', 'b');
    checkRemote('https://notgithub.example/a/b', 'unknown', 'https://notgithub.example/a/b', 'a', 'b');
    checkRemote('https://code.example/a/b', 'unknown', 'https://code.example/a/b', 'a', 'b');
  });

  it('reads Bitbucket in the cloud and on a server', () => {
    checkRemote(
      'git@bitbucket.org:team/app.git',
      'bitbucket',
      'https://bitbucket.org/team/app',
      'team',
      'app',
    );
    const server = 'https://bb.example.com/projects/PRJ/repos/app';
    checkRemote('https://bb.example.com/scm/PRJ/app.git', 'bitbucket-server', server, 'PRJ', 'app');
  });

  it('reads the four forms of Azure DevOps', () => {
    const web = 'https://dev.azure.com/org/my%20project/_git/app';
    for (const url of [
      'https://org@dev.azure.com/org/my%20project/_git/app',
      'git@ssh.dev.azure.com:v3/org/my%20project/app',
      'https://org.visualstudio.com/my%20project/_git/app',
      'https://org.visualstudio.com/DefaultCollection/my%20project/_git/app',
    ]) {
      checkRemote(url, 'azure-devops', web, 'org/my project', 'app');
    }
    checkRemote(
      'https://dev.azure.com/org/_git/app',
      'azure-devops',
      'https://dev.azure.com/org/app/_git/app',
      'org/app',
      'app',
    );
  });

  it('knows that a folder is no forge', () => {
    for (const url of [
      '/srv/git/a.git',
      '../a.git',
      './a:b',
      'file:///srv/git/a.git',
      'C:\\git\\a',
      'C:/git/a',
      'octo/plans',
      '',
      ' ',
      'https://github.com',
      'https://github.com/%zz/a',
      'https://github.com/a',
    ]) {
      assert.equal(parseRemoteUrl(url), undefined, url);
    }
  });
});

describe('compareUrl', () => {
  const title = 'P0-1: Split & test "api"';
  const check = (base: string, head: string, expected: string | undefined): void => {
    const answer = compareUrl(
      { repository: repository(base), branch: 'main' },
      { repository: repository(head), branch: 'task/38-é#x' },
      title,
    );
    assert.equal(answer, expected);
  };
  const encodedTitle = 'P0-1%3A%20Split%20%26%20test%20%22api%22';

  it('names the fork where there is one', () => {
    check(
      'https://github.com/octo/plans',
      'https://github.com/octo/plans',
      `https://github.com/octo/plans/compare/main...task%2F38-%C3%A9%23x?expand=1&title=${encodedTitle}`,
    );
    check(
      'https://github.com/octo/plans',
      'https://github.com/me/plans',
      `https://github.com/octo/plans/compare/main...me:task%2F38-%C3%A9%23x?expand=1&title=${encodedTitle}`,
    );
  });

  it('speaks the dialect of each forge', () => {
    check(
      'https://gitlab.com/a/b/c',
      'https://gitlab.com/a/b/c',
      `https://gitlab.com/a/b/c/-/merge_requests/new?merge_request%5Bsource_branch%5D=task%2F38-%C3%A9%23x&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=${encodedTitle}`,
    );
    check(
      'https://codeberg.org/a/b',
      'https://codeberg.org/me/b',
      'https://codeberg.org/a/b/compare/main...me:task/38-%C3%A9%23x',
    );
    check(
      'https://bitbucket.org/a/b',
      'https://bitbucket.org/a/b',
      `https://bitbucket.org/a/b/pull-requests/new?source=task%2F38-%C3%A9%23x&dest=main&title=${encodedTitle}`,
    );
    check(
      'https://dev.azure.com/o/p/_git/n',
      'https://dev.azure.com/o/p/_git/n',
      `https://dev.azure.com/o/p/_git/n/pullrequestcreate?sourceRef=task%2F38-%C3%A9%23x&targetRef=main&title=${encodedTitle}`,
    );
    check(
      'https://bb.example.com/scm/PRJ/app.git',
      'https://bb.example.com/scm/PRJ/app.git',
      `https://bb.example.com/projects/PRJ/repos/app/pull-requests?create&sourceBranch=refs%2Fheads%2Ftask%2F38-%C3%A9%23x&targetBranch=refs%2Fheads%2Fmain&title=${encodedTitle}`,
    );
    check('https://code.example/a/b', 'https://code.example/a/b', undefined);
  });

  it('survives half a surrogate pair', () => {
    const at = { repository: repository('https://github.com/a/b'), branch: 'main' };
    assert.match(compareUrl(at, at, 'a\ud83d') ?? '', /title=a%EF%BF%BD$/);
  });
});

describe('fileUrl', () => {
  it('encodes every part of the path and points at the line', () => {
    const at = { repository: repository('git@github.com:octo/plans.git'), branch: 'task/1#x' };
    assert.equal(
      fileUrl(at, 'docs/my plan?.md', 7),
      'https://github.com/octo/plans/blob/task/1%23x/docs/my%20plan%3F.md?plain=1#L7',
    );
  });
});
