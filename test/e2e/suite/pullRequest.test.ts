import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/extension.ts';
import type { PullRequestResult } from '../../../client/src/pullRequest/flow.ts';
import { type ForgeEmulator, startForgeEmulator } from '../../support/forgeEmulator.ts';
import { until } from '../support/until.ts';
import { find, open, roadmap } from './support.ts';

const HEADING = '#### Issue #12';
const BRANCH = 'feature/scan-history';

describe('Pull requests in the editor', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  let api: TestApi;
  let emulator: ForgeEmulator;
  let opened: string[];

  before(async () => {
    emulator = await startForgeEmulator();
    await setApiUrl(emulator.url);
    const extension = vscode.extensions.getExtension<TestApi>('roadgate.roadgate');
    assert(extension);
    api = await extension.activate();
    // As a person would: the work is on the branch that the task names, and `main` is checked out.
    git('switch', '--quiet', '--create', BRANCH);
    git('commit', '--quiet', '--allow-empty', '--message', 'Keep scans in order');
    git('switch', '--quiet', 'main');
  });

  beforeEach(() => {
    opened = [];
    api.pullRequests.open = (url) => void opened.push(url);
    api.pullRequests.token = () => Promise.resolve(emulator.token);
    api.pullRequests.ask = () => assert.fail('There was nothing to ask.');
  });

  after(async () => {
    api.pullRequests.open = api.pullRequests.token = api.pullRequests.ask = undefined;
    api.pullRequests.agree = api.pullRequests.pickReady = undefined;
    await setApiUrl(undefined);
    await emulator.close();
  });

  function git(...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  }

  function pushed(): string[] {
    const remote = process.env['ROADGATE_REMOTE'] ?? '';
    const refs = execFileSync('git', ['for-each-ref', '--format=%(refname:short)', 'refs/heads'], {
      cwd: remote,
    });
    return refs.toString().trim().split('\n');
  }

  async function pulls(): Promise<{ title: string; body: string; draft: boolean; head: { ref: string } }[]> {
    const url = `${emulator.url}/repos/acme/parcel-tracker/pulls`;
    const answer = await fetch(url, { headers: { authorization: `token ${emulator.token}` } });
    return (await answer.json()) as Awaited<ReturnType<typeof pulls>>;
  }

  it('asks before anything is sent, and sends nothing when the person turns away', async () => {
    let route = '';
    api.pullRequests.ask = (plan) => {
      route = `${plan.target.branch} ${plan.target.origin.kind} ${plan.base.at.branch} ${plan.ahead}`;
      return Promise.resolve(undefined);
    };
    assert.equal((await run(HEADING))?.kind, 'dismissed');
    assert.equal(route, `${BRANCH} local main 1`);
    assert.deepEqual(pushed(), ['main']);
    assert.deepEqual(await pulls(), []);
  });

  it('pushes the branch, opens the pull request and stays on the branch of the person', async () => {
    api.pullRequests.ask = (plan) => Promise.resolve({ action: 'draft', title: `${plan.title}!` });
    const result = await run(HEADING);
    assert.equal(result?.kind, 'created', JSON.stringify(result));
    assert.deepEqual(pushed(), [BRANCH, 'main']);
    assert.equal(git('branch', '--show-current'), 'main');
    const [pull, ...others] = await pulls();
    assert.deepEqual(others, []);
    assert.equal(pull?.title, '12: Show where a parcel has been!');
    assert.equal(pull.draft, true);
    assert.equal(pull.head.ref, BRANCH);
    // The forge has no issue 12, and nobody has run the gate.
    assert.match(pull.body, /^Closes 12$/m);
    assert.match(pull.body, /- \[ \] `node --test test\/history\.test\.js` passes/);
  });

  it('tells where the pull request stands, in the lens', async () => {
    await until('the lens tells the state', async () => {
      const document = await open(roadmap);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        100,
      );
      return lenses.some(({ command }) => /^Pull request #\d+: draft/.test(command?.title ?? ''));
    });
  });

  it('updates only what the person agrees to, and only between the markers', async () => {
    let offered = false;
    api.pullRequests.agree = (plan) => {
      offered = plan.body !== null;
      return Promise.resolve({ body: false, base: false });
    };
    const editor = await vscode.window.showTextDocument(await open(roadmap));
    const position = find(editor.document, HEADING);
    editor.selection = new vscode.Selection(position, position);
    const result = await vscode.commands.executeCommand<{ kind: string }>('roadgate.updatePullRequest');
    // Nobody has run the gate since: its text says so already.
    assert.deepEqual([result.kind, offered], ['current', false]);
  });

  it('opens the pull request that is there instead of a second one', async () => {
    const result = await run(HEADING);
    assert.equal(result?.kind, 'existing');
    assert.equal(opened.length, 1);
    assert.equal((await pulls()).length, 1);
  });

  it('says that there are no commits', async () => {
    const result = await run('#### P1-1: Log');
    assert.equal(result?.kind === 'refused' && result.message, NOTHING);
  });

  it('makes the branch from the template, without the changes that are not committed', async () => {
    git('commit', '--quiet', '--allow-empty', '--message', 'Log every request');
    const file = path.join(folder, 'unfinished.js');
    writeFileSync(file, '');
    let leftOut: readonly string[] = [];
    api.pullRequests.ask = (plan) => {
      ({ leftOut } = plan);
      return Promise.resolve({ action: 'create', title: plan.title });
    };
    try {
      const result = await run('#### P1-1: Log');
      assert.equal(result?.kind, 'created', JSON.stringify(result));
      assert(leftOut.includes('unfinished.js'));
      assert.equal(pushed().filter((name) => name.startsWith('task/P1-1-')).length, 1, pushed().join());
      assert.equal(git('branch', '--show-current'), 'main');
    } finally {
      rmSync(file);
      git('reset', '--quiet', '--soft', 'HEAD~1');
    }
  });

  it('lets the text be written in an editor, and keeps it when sending fails', async () => {
    const heading = '#### P1-2: Limit requests';
    const hook = path.join(process.env['ROADGATE_REMOTE'] ?? '', 'hooks/pre-receive');
    git('commit', '--quiet', '--allow-empty', '--message', 'Limit requests');
    try {
      api.pullRequests.ask = (plan) => Promise.resolve({ action: 'text', title: plan.title });
      assert.equal((await run(heading))?.kind, 'editing');
      const written = vscode.window.activeTextEditor?.document;
      assert.equal(written?.uri.scheme, 'roadgate-pull-request');
      assert.match(written.getText(), /^# P1-2: Limit requests/);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(written.uri, new vscode.Range(0, 0, written.lineCount, 0), '# Mine\n\nMy own words.\n');
      assert(await vscode.workspace.applyEdit(edit));
      writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
      api.pullRequests.ask = (plan) => Promise.resolve({ action: 'create', title: plan.title });
      const create = (): Thenable<PullRequestResult | undefined> =>
        vscode.commands.executeCommand('roadgate.createPullRequest', written.uri);
      assert.equal((await create())?.kind, 'failed');
      rmSync(hook);
      const created = await create();
      assert.equal(created?.kind, 'created', JSON.stringify(created));
      const pull = (await pulls()).find(({ title }) => title === 'Mine');
      assert.equal(pull?.body.trim(), 'My own words.');
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      assert.equal(
        tabs.some(({ label }) => label.startsWith('Pull request')),
        false,
      );
    } finally {
      rmSync(hook, { force: true });
      git('reset', '--quiet', '--soft', 'HEAD~1');
    }
  });

  it('opens pull requests for the tasks that are picked, with the reasons why others are not ready', async () => {
    const reasons = new Map<string, string>();
    api.pullRequests.pickReady = (assessed) => {
      for (const { task, readiness } of assessed) {
        // A status page repeats tasks without their branches.
        if (task.source.task.branch === null) continue;
        reasons.set(task.source.task.id ?? '', readiness.kind);
      }
      return Promise.resolve([]);
    };
    const result = await vscode.commands.executeCommand<{ kind: string }>('roadgate.openReadyPullRequests');
    assert.equal(result.kind, 'dismissed');
    assert.equal(reasons.get('#12'), 'existing', JSON.stringify([...reasons]));
    assert.equal([...reasons.values()].includes('impossible'), true, JSON.stringify([...reasons]));
  });

  it('pushes and leads to the forge’s page without an account', async () => {
    api.pullRequests.token = () => Promise.resolve(undefined);
    api.pullRequests.ask = (plan) => Promise.resolve({ action: 'compare', title: plan.title });
    const result = await run(HEADING);
    assert.equal(result?.kind, 'pushed');
    assert.match(
      opened[0] ?? '',
      /^https:\/\/github\.com\/acme\/parcel-tracker\/compare\/main\.\.\.feature%2Fscan-history\?/,
    );
  });

  it('tells what a hook said that declined the push', async () => {
    git('switch', '--quiet', BRANCH);
    git('commit', '--quiet', '--allow-empty', '--message', 'Page scans');
    git('switch', '--quiet', 'main');
    const hook = path.join(process.env['ROADGATE_REMOTE'] ?? '', 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "No pushes on Fridays" >&2\nexit 1\n', { mode: 0o755 });
    api.pullRequests.token = () => Promise.resolve(undefined);
    api.pullRequests.ask = (plan) => Promise.resolve({ action: 'compare', title: plan.title });
    try {
      const result = await run(HEADING);
      assert.equal(result?.kind, 'failed', JSON.stringify(result));
      assert.match(result.message, /A hook declined the push to "origin" \(No pushes on Fridays\)/);
    } finally {
      rmSync(hook);
    }
  });
});

const NOTHING =
  '"main" has no commits that "main" has not: commit the work first, then open the pull request.';

/** Runs the command as the lens of a task does. */
async function run(heading: string): Promise<PullRequestResult | undefined> {
  const document = await open(roadmap);
  const position = find(document, heading);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(position, position);
  return vscode.commands.executeCommand<PullRequestResult | undefined>('roadgate.openPullRequest');
}

async function setApiUrl(url: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('roadgate.forge');
  await settings.update('apiUrl', url, vscode.ConfigurationTarget.Global);
  await until('the setting has arrived', () => {
    const value = vscode.workspace.getConfiguration('roadgate.forge').get('apiUrl');
    return value === (url ?? '');
  });
}
