import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { findRepositoryRoot, gitEnvironment, openGit } from '../../server/src/host/git.ts';
import { TestFolder } from '../support/repository.ts';

describe('git', () => {
  let folder: TestFolder;

  beforeEach(() => {
    folder = new TestFolder();
  });

  afterEach(() => {
    folder.remove();
  });

  describe('findRepositoryRoot', () => {
    it('finds the folder that holds .git from below', () => {
      folder.init();
      const inner = path.join(folder.path, 'docs', 'plans');
      mkdirSync(inner, { recursive: true });
      assert.equal(findRepositoryRoot(inner), folder.path);
      assert.equal(findRepositoryRoot(folder.path), folder.path);
    });

    it('knows the .git file of a worktree', () => {
      folder.init();
      folder.commit('first');
      folder.git(['worktree', 'add', '-q', 'second', '-b', 'second']);
      assert.equal(findRepositoryRoot(path.join(folder.path, 'second')), path.join(folder.path, 'second'));
    });

    it('ignores an empty .git folder and a bare repository', () => {
      folder.init();
      mkdirSync(path.join(folder.path, 'a', '.git'), { recursive: true });
      folder.git(['init', '-q', '--bare', 'b']);
      assert.equal(findRepositoryRoot(path.join(folder.path, 'a')), folder.path);
      assert.equal(findRepositoryRoot(path.join(folder.path, 'b')), folder.path);
    });

    it('finds nothing where there is none', () => {
      const lonely = path.join(folder.path, 'lonely');
      mkdirSync(lonely);
      assert.equal(findRepositoryRoot(lonely), undefined);
    });
  });

  describe('openGit', () => {
    it('answers with the output of git', async () => {
      folder.init();
      assert.deepEqual(await openGit(folder.path).run(['symbolic-ref', '--short', 'HEAD']), {
        kind: 'ok',
        stdout: 'main\n',
      });
    });

    it('keeps exit code and both outputs of a failure, also a silent one', async () => {
      folder.init();
      const loud = await openGit(folder.path).run(['rev-parse', '--verify', 'nowhere']);
      assert.equal(loud.kind, 'failed');
      assert.match(loud.kind === 'failed' ? loud.stderr : '', /Needed a single revision/);
      const silent = await openGit(folder.path).run(['config', '--get', 'no.such']);
      assert.deepEqual(silent, { kind: 'failed', exitCode: 1, stdout: '', stderr: '' });
    });

    it('passes text to standard input', async () => {
      folder.init();
      folder.write('.gitignore', '*.log\n');
      const outcome = await openGit(folder.path).run(['check-ignore', '--stdin'], {
        input: 'a.log\nb.txt\n',
      });
      assert.deepEqual(outcome, { kind: 'ok', stdout: 'a.log\n' });
    });

    it('does not execute what the configuration names as file system monitor', async () => {
      folder.init();
      const proof = path.join(folder.path, 'executed');
      folder.git(['config', 'core.fsmonitor', `touch "${proof}"; false`]);
      const outcome = await openGit(folder.path).run(['ls-files', '-co', '--exclude-standard', '-z']);
      assert.equal(outcome.kind, 'ok');
      assert.equal(existsSync(proof), false);
    });

    it('refuses a bare repository in whose folder it is started', async () => {
      folder.git(['init', '-q', '--bare']);
      const outcome = await openGit(folder.path).run(['rev-parse', '--git-dir']);
      assert.equal(outcome.kind, 'failed');
    });

    it('says that it was cancelled', async () => {
      folder.init();
      const outcome = await openGit(folder.path).run(['status'], { signal: AbortSignal.abort() });
      assert.deepEqual(outcome, { kind: 'cancelled' });
    });

    it('kills a process under way', async () => {
      folder.init();
      const controller = new AbortController();
      const running = openGit(folder.path).run(['cat-file', '--batch'], { signal: controller.signal });
      setImmediate(() => controller.abort());
      assert.deepEqual(await running, { kind: 'cancelled' });
    });

    it('says what to do where git is missing', async () => {
      folder.init();
      const before = process.env.PATH;
      process.env.PATH = folder.path;
      try {
        const outcome = await openGit(folder.path).run(['status']);
        assert.deepEqual(outcome, {
          kind: 'unavailable',
          reason: 'git was not found: install git and put it on the PATH.',
        });
      } finally {
        process.env.PATH = before;
      }
    });
  });

  describe('gitEnvironment', () => {
    it('passes on only what git needs, and speaks English without asking', () => {
      const environment = gitEnvironment({
        Path: '/bin',
        HOME: '/home/a',
        https_proxy: 'http://proxy',
        GIT_DIR: '/elsewhere',
        GIT_ASKPASS: '/bin/ask',
        GIT_SSH_COMMAND: 'ssh -v',
        GITHUB_TOKEN: 'secret',
        LANG: 'de_DE.UTF-8',
        EDITOR: 'vi',
      });
      assert.deepEqual(environment, {
        Path: '/bin',
        HOME: '/home/a',
        https_proxy: 'http://proxy',
        LANG: 'C',
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
      });
    });
  });
});
