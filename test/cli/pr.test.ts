import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommandLine } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';
import { PushRepository } from '../support/pushRepository.ts';
import { ScriptedForge } from '../support/scriptedForge.ts';

const PLAN = `# Plan

## Phase 1: Base

### Issue #12: Show where a parcel has been

**Branch:** \`feature/history\`

**Acceptance criteria:**
- [x] Sorted, see \`src/store.js\`
- [ ] In pages
`;
const PULLS = '/repos/acme/parcel-tracker/pulls';
const VARIABLES = ['GITHUB_TOKEN', 'GITHUB_API_URL', 'PATH'] as const;

describe('roadgate pr', () => {
  let repository: PushRepository;
  let forge: ScriptedForge;
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);

  beforeEach(async () => {
    repository = new PushRepository();
    repository.write('work/ROADMAP.md', PLAN);
    repository.write('work/STATUS.md', PLAN.replace(/.*Branch.*/, ''));
    repository.commit('Plan', 'work');
    repository.run('push', '--quiet', 'origin', 'main');
    repository.run('update-ref', 'refs/remotes/origin/main', 'main');
    repository.branchWithWork('feature/history');
    forge = new ScriptedForge();
    process.env.GITHUB_API_URL = await forge.start();
    process.env.GITHUB_TOKEN = 'ghp_secret';
    forge.on('GET /repos/acme/parcel-tracker', { status: 200, body: { default_branch: 'main' } });
    forge.on(`GET ${PULLS}`, { status: 200, body: [] });
    const url = 'https://github.com/acme/parcel-tracker/pull/3';
    const body = { number: 3, html_url: url, title: 'x', head: { ref: 'feature/history' } };
    forge.on(`POST ${PULLS}`, { status: 201, body });
  });

  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await forge.stop();
    repository.remove();
  });

  async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const terminal: Terminal = {
      cwd: repository.root,
      colors: false,
      interactive: false,
      out: (text) => void (out += text),
      err: (line) => void (err += `${line}\n`),
      progress: () => undefined,
    };
    return { status: await runCommandLine(['pr', ...args], terminal, '0'), out, err };
  }

  /** Puts a `gh` on the path that runs this script. */
  function fakeGh(script: string): void {
    repository.write('bin/gh', `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(repository.path, 'bin/gh'), 0o755);
    process.env.PATH = `${path.join(repository.path, 'bin')}${path.delimiter}${process.env.PATH}`;
  }

  it('pushes, opens the pull request and prints its address', async () => {
    assert.deepEqual(await run('12', '--draft'), {
      status: 0,
      out: 'https://github.com/acme/parcel-tracker/pull/3\n',
      err: '',
    });
    assert.deepEqual(repository.pushed(), ['feature/history', 'main']);
    assert.equal(forge.requests.at(-1)?.authorization, 'token ghp_secret');
    assert.equal((forge.requests.at(-1)?.body as { draft: boolean }).draft, true);
  });

  it('asks which of several tasks is meant, unless one of them names a branch', async () => {
    repository.write('work/ROADMAP.md', PLAN.replace('**Branch:**', '**Twig:**'));
    const { status, err } = await run('12');
    assert.equal(status, 2);
    assert.match(
      err,
      /^12 is more than one task \(ROADMAP\.md:5, STATUS\.md:5\): name the document with --roadmap\.$/m,
    );
    repository.run('switch', '--quiet', 'feature/history');
    const { out } = await run('12', '--roadmap', 'ROADMAP.md', '--dry-run');
    assert.match(out, /^task\/12-show-where-a-parcel-has-been \(new, from feature\/history\)/);
  });

  it('names the branch as the project file says', async () => {
    repository.write('work/.roadgate.yaml', "branch:\n  template: 'work/{slug}'\n");
    repository.write('work/STATUS.md', '');
    repository.write('work/ROADMAP.md', PLAN.replace('**Branch:**', '**Twig:**'));
    repository.run('switch', '--quiet', 'feature/history');
    const { out } = await run('12', '--dry-run');
    assert.match(out, /^work\/show-where-a-parcel-has-been \(new, from feature\/history\)/);
  });

  it('takes the token of gh where the environment has none', async () => {
    process.env.GITHUB_TOKEN = '';
    fakeGh('[ "$*" = "auth token --hostname github.com" ] && echo gho_other');
    assert.equal((await run('12')).status, 0);
    assert.equal(forge.requests.at(-1)?.authorization, 'token gho_other');
  });

  it('only says what it would do', async () => {
    const { status, out } = await run('12', '--dry-run');
    const commit = repository.run('rev-parse', 'feature/history').trim();
    assert.equal(status, 0);
    assert.equal(
      out,
      `feature/history → acme/parcel-tracker:main
12: Show where a parcel has been

Task 12 of [Plan](https://github.com/acme/parcel-tracker/blob/${commit}/ROADMAP.md?plain=1#L5), Base.

## Acceptance criteria

- [x] Sorted, see \`src/store.js\`
- [ ] In pages

## Files

- \`src/store.js\`
`,
    );
    assert.deepEqual(repository.pushed(), ['main']);
    assert.equal(forge.lines.includes(`POST ${PULLS}`), false);
  });

  it('only says what it would do, wherever that is asked', async () => {
    const { out } = await run('12', '--dry-run');
    assert.deepEqual(await run('--dry-run', '12'), { status: 0, out, err: '' });
    assert.deepEqual(await run('--draft', '--dry-run', '12'), { status: 0, out, err: '' });
    assert.deepEqual(repository.pushed(), ['main']);
  });

  it('takes the task of the branch that is checked out', async () => {
    const nothing = await run();
    assert.equal(nothing.status, 2);
    assert.match(nothing.err, /^The branch that is checked out is not that of a single task/);
    repository.run('switch', '--quiet', 'feature/history');
    assert.equal((await run()).status, 0);
  });

  it('takes the task whose branch the template names, also once its issue has a number', async () => {
    repository.write('work/STATUS.md', '');
    const plan = PLAN.replace(/.*Branch.*/, '');
    repository.write('work/ROADMAP.md', plan);
    repository.run('switch', '--quiet', '--create', 'task/12-show-where-a-parcel-has-been');
    repository.commit('Work', 'work');
    repository.write(
      'work/ROADMAP.md',
      plan.replace('has been', 'has been (#57)').replace('Base', 'Base (#56)'),
    );
    const { status, out } = await run('--dry-run');
    assert.equal(status, 0);
    assert.match(
      out,
      /^task\/12-show-where-a-parcel-has-been → acme\/parcel-tracker:main\n12: Show where a parcel has been\n/,
    );
    assert.match(out, /, Base\.$/m);
  });

  it('pushes and names the page to finish on where there is no token', async () => {
    process.env.GITHUB_TOKEN = '';
    fakeGh('exit 1');
    const { status, out, err } = await run('12');
    assert.equal(status, 0);
    assert.match(out, /^https:\/\/github\.com\/acme\/parcel-tracker\/compare\/main\.\.\.feature%2Fhistory\?/);
    assert.match(
      err,
      /Without a token \(set GITHUB_TOKEN, or run `gh auth login`\) the pull request is opened by hand/,
    );
    assert.deepEqual(forge.lines, []);
  });

  it('names the token of the forge that it is about, and none where none would help', async () => {
    const advice: readonly (readonly [string, RegExp])[] = [
      ['https://gitlab.com/acme/parcel-tracker.git', /Without a token \(set GITLAB_TOKEN\) the/],
      ['https://codeberg.org/acme/parcel-tracker.git', /Without a token \(set FORGEJO_TOKEN\) the/],
      ['https://bitbucket.org/acme/parcel-tracker.git', /pushed\. The pull request is opened by hand/],
    ];
    for (const [url, said] of advice) {
      repository.run('config', 'remote.origin.url', url);
      const { status, err } = await run('12');
      assert.equal(status, 0, url);
      assert.match(err, said);
    }
  });

  it('answers no with 1, trouble with 2, and never shows the token', async () => {
    assert.deepEqual(await run('99'), {
      status: 2,
      out: '',
      err: 'There is no task 99 in the roadmaps of this project.\n',
    });
    forge.on('GET /repos/acme/parcel-tracker', { status: 401, body: { message: 'Bad ghp_secret' } });
    const refused = await run('12');
    assert.equal(refused.status, 2);
    assert.doesNotMatch(refused.err, /ghp_secret/);
    forge.on('GET /repos/acme/parcel-tracker', { status: 200, body: { default_branch: 'main' } });
    repository.run('branch', '--force', 'feature/history', 'main');
    const { status, err } = await run('12');
    assert.equal(status, 1);
    assert.match(err, /^"feature\/history" has no commits that "main" has not/);
  });

  describe('with more to say', () => {
    const TWO = `${PLAN}
### Issue #13: Page them

**Branch:** \`feature/pages\`
**Depends on:** #12
**Labels:** \`area\`, \`bug\`

**Acceptance criteria:**
- [x] In pages
`;

    beforeEach(() => {
      repository.run('switch', '--quiet', 'main');
      repository.write('work/STATUS.md', '');
      repository.write('work/ROADMAP.md', TWO);
      repository.write('work/.github/PULL_REQUEST_TEMPLATE/fix.md', 'Fix of {id}, {wat}\n');
      repository.write('work/.github/PULL_REQUEST_TEMPLATE/docs.md', 'Docs of {id}\n');
      repository.commit('More', 'work');
      repository.run('update-ref', 'refs/remotes/origin/main', 'main');
      repository.branchWithWork('feature/pages');
      repository.write('text.md', 'Mine\n');
      forge.on('GET /repos/acme/parcel-tracker/labels', {
        status: 200,
        body: [{ name: 'bug', color: 'f00' }],
      });
      forge.on('POST /repos/acme/parcel-tracker/issues/3/labels', { status: 200, body: [] });
    });

    function sent(line: string): unknown[] {
      return forge.requests.filter((request) => request.line === line).map(({ body }) => body);
    }

    it('takes title, text, base, labels and reviewers, and says which label is missing', async () => {
      const reviewers = 'POST /repos/acme/parcel-tracker/pulls/3/requested_reviewers';
      forge.on(reviewers, { status: 201, body: {} });
      const options = [
        '--title',
        '0123',
        '--body-file',
        '../text.md',
        '--base',
        'next',
        '--reviewer',
        'ann,bob',
      ];
      const { status, err } = await run('13', ...options, '--label', 'other');
      assert.equal(status, 0);
      assert.equal(err, 'There is no label "area", "other" in acme/parcel-tracker.\n');
      assert.deepEqual(sent(`POST ${PULLS}`), [
        { head: 'acme:feature/pages', base: 'next', title: '0123', body: 'Mine\n', draft: false },
      ]);
      assert.deepEqual(sent('POST /repos/acme/parcel-tracker/issues/3/labels'), [{ labels: ['bug'] }]);
      assert.deepEqual(sent(reviewers), [{ reviewers: ['ann', 'bob'], team_reviewers: [] }]);
    });

    it('asks which of several templates is meant, and says what is no placeholder', async () => {
      const unasked = await run('13', '--dry-run');
      assert.match(unasked.err, /There are several templates \(.*docs\.md, .*fix\.md\); none is used\./);
      assert.match(unasked.out, /\nTask 13 of \[Plan\]/);
      const fix = await run('13', '--dry-run', '--template', 'fix');
      assert.match(fix.out, /\n\nFix of 13, \{wat\}\n$/);
      assert.match(fix.err, /^\{wat\} in the template is no placeholder/m);
      const none = await run('13', '--dry-run', '--template', 'nope');
      assert.deepEqual([none.status, none.out], [2, '']);
      assert.match(none.err, /has no template called "nope": it has \.github/);
    });

    it('opens those that are ready, and says why others are not', async () => {
      const { status, out, err } = await run('--ready', '--template', 'none');
      assert.equal(status, 0);
      assert.equal(out, 'https://github.com/acme/parcel-tracker/pull/3\n');
      assert.match(err, /^#12 Show where a parcel has been: 1 of 2 criteria met\.$/m);
      assert.equal(sent(`POST ${PULLS}`).length, 1);
    });

    it('refuses options that contradict each other', async () => {
      for (const [words, message] of [
        [['12', '13', '--title', 'x'], /--title and --body-file are for one pull request/],
        [['--ready', '12'], /--ready finds the tasks itself/],
        [['12', '--update', '--title', 'x'], /--update only writes the evidence anew/],
        [['12', '--body-file', 'gone.md'], /gone\.md cannot be read/],
      ] as const) {
        const { status, err } = await run(...words);
        assert.equal(status, 2);
        assert.match(err, message);
      }
      assert.deepEqual(repository.pushed(), ['main']);
    });

    it('updates the text of an open pull request', async () => {
      const block = 'A\n\n<!-- roadgate:evidence -->\nold\n<!-- /roadgate:evidence -->\nB';
      const head = { ref: 'feature/pages', label: 'acme:feature/pages' };
      const pull = {
        number: 3,
        html_url: 'https://x/3',
        title: 'x',
        body: block,
        head,
        base: { ref: 'main' },
      };
      forge.on(`GET ${PULLS}`, { status: 200, body: [pull] });
      forge.on(`GET ${PULLS}/3`, { status: 200, body: pull });
      forge.on(`PATCH ${PULLS}/3`, { status: 200, body: pull });
      assert.deepEqual(await run('13', '--update', '--dry-run'), {
        status: 0,
        out: 'A\n\n<!-- roadgate:evidence -->\n\nNo gate of this task has been run.\n\n<!-- /roadgate:evidence -->\nB',
        err: 'The evidence in pull request #3 is older than what is known now.\n',
      });
      assert.deepEqual(sent(`PATCH ${PULLS}/3`), []);
      assert.equal((await run('13', '--update')).out, 'https://x/3\n');
      assert.equal(sent(`PATCH ${PULLS}/3`).length, 1);
    });

    it('writes a token nowhere', async () => {
      const secret = 'ghp_secret';
      const url = `${process.env.GITHUB_API_URL ?? ''}/x.git`.replace('//', `//robin:${secret}@`);
      forge.on('GET /x.git/info/refs', { status: 403 });
      const written: string[] = [];
      const collect = async (...words: string[]): Promise<void> => {
        const { out, err } = await run(...words, '--template', 'none');
        written.push(out, err);
      };
      const leaky = { message: `Bad credentials ${secret}`, errors: [{ message: `token ${secret}` }] };
      for (const status of [401, 403, 404, 409, 422, 500]) {
        forge.on(`POST ${PULLS}`, { status, body: leaky });
        await collect('13');
      }
      await collect('13', '--dry-run');
      repository.run('branch', '--force', 'feature/pages', 'feature/history');
      repository.run('config', 'remote.origin.pushurl', url);
      await collect('13');
      repository.run('config', '--unset', 'remote.origin.pushurl');
      assert.ok(written.join('').includes('did not let this account'));
      assert.equal(written.join('').includes(secret), false, written.join(''));
      const bodies = JSON.stringify(forge.requests.map(({ line, body }) => [line, body]));
      assert.equal(bodies.includes(secret), false);
      const files = readdirSync(repository.path, { recursive: true, withFileTypes: true });
      for (const file of files.filter((entry) => entry.isFile())) {
        const text = readFileSync(path.join(file.parentPath, file.name), 'latin1');
        assert.equal(text.includes(secret), false, file.name);
      }
    });
  });
});
