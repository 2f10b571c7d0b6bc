import assert from 'node:assert/strict';
import { parseRemoteUrl } from '../../server/src/forge/remote.ts';
import {
  bodyTemplates,
  isUnasked,
  repositoryTemplates,
  templatePaths,
} from '../../server/src/forge/repositoryTemplates.ts';
import { openGit } from '../../server/src/host/git.ts';
import { createGitPort } from '../../server/src/host/gitPort.ts';
import { pullRequestSource } from '../support/pullRequestSource.ts';
import { TestFolder } from '../support/repository.ts';

describe('templatePaths', () => {
  it('knows all places of GitHub, in the order in which they count', () => {
    const paths = [
      'README.md',
      'docs/pull_request_template.md',
      'PULL_REQUEST_TEMPLATE.txt',
      '.github/Pull_Request_Template.md',
      '.github/ISSUE_TEMPLATE/bug.md',
      '.github/PULL_REQUEST_TEMPLATE/release.md',
      '.github/PULL_REQUEST_TEMPLATE/hotfix.md',
      '.github/PULL_REQUEST_TEMPLATE/config.yml',
      'docs/pull_request_template/docs.md',
      'PULL_REQUEST_TEMPLATE/x.md',
      'src/pull_request_template.md',
    ];
    assert.deepEqual(templatePaths(paths, 'github'), [
      '.github/Pull_Request_Template.md',
      'PULL_REQUEST_TEMPLATE.txt',
      'docs/pull_request_template.md',
      '.github/PULL_REQUEST_TEMPLATE/hotfix.md',
      '.github/PULL_REQUEST_TEMPLATE/release.md',
      'PULL_REQUEST_TEMPLATE/x.md',
      'docs/pull_request_template/docs.md',
    ]);
  });

  it('knows the places of other forges', () => {
    const paths = ['.gitlab/merge_request_templates/A.md', '.gitlab/merge_request_templates/Default.md'];
    assert.deepEqual(templatePaths([...paths, 'pull_request_template.md'], 'gitlab'), [
      '.gitlab/merge_request_templates/Default.md',
      '.gitlab/merge_request_templates/A.md',
    ]);
    assert.deepEqual(templatePaths([...paths, '.gitea/PULL_REQUEST_TEMPLATE.md'], 'gitea'), [
      '.gitea/PULL_REQUEST_TEMPLATE.md',
    ]);
  });
});

describe('repositoryTemplates', () => {
  const folder = new TestFolder();
  after(() => folder.remove());

  it('reads them as they stand at a revision, not in the folder', async () => {
    folder.init('work');
    folder.write('work/.github/pull_request_template.md', '## Why\n');
    folder.write('work/.github/PULL_REQUEST_TEMPLATE/ümläut "x".md', 'U\n');
    folder.write('work/docs/pull_request_template.md', '  \n');
    folder.commit('Templates', 'work');
    folder.write('work/.github/pull_request_template.md', 'changed\n');
    const repository = parseRemoteUrl('https://github.com/acme/x');
    assert(repository);
    const git = createGitPort(openGit(`${folder.path}/work`));
    const found = await repositoryTemplates(git, 'HEAD', repository);
    assert.deepEqual(found, [
      { kind: 'repository', path: '.github/pull_request_template.md', text: '## Why\n' },
      { kind: 'repository', path: '.github/PULL_REQUEST_TEMPLATE/ümläut "x".md', text: 'U\n' },
    ]);
    assert.deepEqual(found.map(isUnasked), [true, false]);
    assert.deepEqual(await repositoryTemplates(git, 'refs/heads/none', repository), []);
  });
});

describe('bodyTemplates', () => {
  const file = { kind: 'repository', path: 'a.md', text: 'A' } as const;
  const kinds = (source: Parameters<typeof pullRequestSource>[0], files = [file]): string =>
    bodyTemplates(pullRequestSource(source), files)
      .map(({ kind }) => kind)
      .join(' ');

  it('puts the task before the repository, and that before the settings', () => {
    assert.equal(kinds({ template: 'T', bodyTemplate: 'S' }), 'task repository setting usual');
    assert.equal(kinds({ template: ' ', bodyTemplate: 'S' }), 'repository setting usual');
    assert.equal(kinds({}, []), 'usual');
  });
});
