import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BoardConfig } from '../../../server/src/core/issues/board.ts';
import { planScript } from '../../../server/src/forge/issues/script.ts';
import { IssueServer } from '../../support/issueServer.ts';
import { connect, PARCELS, planAgainst, REPOSITORY, sourceOf } from '../../support/issuePlans.ts';

/** Writes down each call, one JSON array of its words, with what came over standard input behind them. */
const GH = `#!/usr/bin/env node
const fs = require('node:fs');
const words = process.argv.slice(2);
const input = words.includes('--body-file') ? fs.readFileSync(0, 'utf8') : '';
fs.appendFileSync(process.env.CALLS, JSON.stringify([...words, input]) + '\\n');
const made = fs.readFileSync(process.env.CALLS, 'utf8').split('\\n').filter((line) => line.startsWith('["issue","create"')).length;
if (words[1] === 'create' && words[0] === 'issue') {
  if (process.env.FAIL === String(made)) process.exit(1);
  console.log('https://github.com/acme/parcel-tracker/issues/' + made);
}
if (words[0] === 'project') console.log(words[1] + '-id');
else if (words.includes('.id')) console.log(9000 + Number(words[1].split('/').at(-1)));
`;

describe('a script for gh', () => {
  let folder: string;
  let server: IssueServer;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'roadgate-script-'));
    writeFileSync(path.join(folder, 'gh'), GH);
    chmodSync(path.join(folder, 'gh'), 0o755);
    server = new IssueServer();
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  });

  async function scriptFor(text: string, board: BoardConfig | null = null): Promise<string> {
    const planned = await planAgainst(connect(await server.start()), sourceOf(text, board));
    if (planned.kind === 'failed') throw new Error(planned.error.message);
    return planScript(planned.value.plan, REPOSITORY, 'github.com', board);
  }

  /** The words of each call of `gh` that the script makes; what comes over standard input is the last. */
  function run(
    script: string,
    fail = '',
  ): { readonly calls: readonly (readonly string[])[]; readonly status: number } {
    const file = path.join(folder, 'issues.sh');
    writeFileSync(file, script);
    const calls = path.join(folder, 'calls');
    writeFileSync(calls, '');
    const PATH = `${folder}${path.delimiter}${process.env.PATH ?? ''}`;
    let status = 0;
    try {
      execFileSync('bash', [file], {
        env: { ...process.env, PATH, CALLS: calls, FAIL: fail },
        cwd: folder,
        stdio: 'pipe',
      });
    } catch {
      status = 1;
    }
    const lines = readFileSync(calls, 'utf8').trim().split('\n');
    return { calls: lines.map((line) => JSON.parse(line) as string[]), status };
  }

  it('makes labels, milestones, issues and what is between them', async () => {
    const { calls, status } = run(await scriptFor(PARCELS));
    assert.equal(status, 0);
    const shown = calls.map((words) =>
      words
        .slice(0, -1)
        .filter((word) => !/^--repo$|^acme\//.test(word))
        .join(' '),
    );
    assert.deepEqual(shown, [
      'label create --force --color f9d0c4 -- phase-1',
      'label create --force --color 3e4b9e -- epic',
      'label create --force --color d4c5f9 -- store',
      'label create --force --color fef2c0 -- screen',
      'api --silent --method POST repos/acme/parcel-tracker/milestones -f title=Kept -f description=PHASE 1: STORE. From docs/plan.md. <!-- roadgate-milestone due 2026-01-18 --> -f due_on=2026-01-18T12:00:00Z',
      'api --silent --method POST repos/acme/parcel-tracker/milestones -f title=Shown -f description=PHASE 2: SHOW. From docs/plan.md. <!-- roadgate-milestone due 2026-02-01 --> -f due_on=2026-02-01T12:00:00Z',
      'issue create --body-file - --title=Keeping --label=epic --label=phase-1 --milestone=Kept',
      'issue create --body-file - --title=Keep parcels --label=store --label=phase-1 --assignee=robin --milestone=Kept',
      'issue create --body-file - --title=Forget parcels --label=store --label=phase-1 --milestone=Kept',
      'issue create --body-file - --title=Draw parcels --label=screen --milestone=Shown',
      'api repos/acme/parcel-tracker/issues/2 --jq .id',
      'api --silent --method POST repos/acme/parcel-tracker/issues/1/sub_issues -F sub_issue_id=9002',
      'api repos/acme/parcel-tracker/issues/3 --jq .id',
      'api --silent --method POST repos/acme/parcel-tracker/issues/1/sub_issues -F sub_issue_id=9003',
      'api repos/acme/parcel-tracker/issues/2 --jq .id',
      'api --silent --method POST repos/acme/parcel-tracker/issues/3/dependencies/blocked_by -F issue_id=9002',
      'api repos/acme/parcel-tracker/issues/4 --jq .id',
      'api --silent --method POST repos/acme/parcel-tracker/issues/3/dependencies/blocked_by -F issue_id=9004',
    ]);
    // The same text as would be sent, so that a later run finds the issue.
    assert.match(calls[7]?.at(-1) ?? '', /^<!-- roadgate-issue \{"document":"docs\/plan\.md","task":"1"/);
  });

  it('hands words over to the letter, whatever the document says', async () => {
    const hostile = `Keep '$(touch hit)' \`touch hit\` "; touch hit; # \${HOME} \\ --title=x`;
    const { calls, status } = run(
      await scriptFor(PARCELS.replace('Keep parcels', hostile).replace('two are kept', "it's $(touch hit)")),
    );
    assert.equal(status, 0);
    const title = calls[7]?.find((word) => word.startsWith('--title=')) ?? '';
    assert.match(title, /^--title=Keep '\$\(touch hit\)'/);
    assert.ok(title.endsWith('# ${HOME} \\ --title=x') || title.includes('${HOME}'));
    assert.match(calls[7]?.at(-1) ?? '', /it's \$\(touch hit\)/);
    assert.throws(() => readFileSync(path.join(folder, 'hit')));
  });

  it('puts the issues into the columns of a project', async () => {
    const hostile = `It's "$(touch hit)" \\(env)`;
    server.board.columns = [hostile, 'Done'];
    const { calls, status } = run(
      await scriptFor(PARCELS, { address: 'acme/7', columns: { todo: hostile } }),
    );
    assert.equal(status, 0);
    const shown = calls.filter(([noun]) => noun === 'project').map((words) => words.slice(1, -1));
    const of = ['7', '--owner', 'acme', '--format', 'json'];
    const quoted = JSON.stringify(hostile);
    assert.deepEqual(shown.slice(0, 5), [
      ['view', ...of, '--jq', '.id'],
      ['field-list', ...of, '--limit', '100', '--jq', '.fields[] | select(.name == "Status") | .id'],
      [
        ...['field-list', ...of, '--limit', '100', '--jq'],
        `.fields[] | select(.name == "Status") | .options[] | select(.name == ${quoted}) | .id`,
      ],
      ['item-add', ...of, '--url', 'https://github.com/acme/parcel-tracker/issues/1', '--jq', '.id'],
      [
        ...['item-edit', '--project-id', 'view-id', '--id', 'item-add-id', '--field-id', 'field-list-id'],
        ...['--single-select-option-id', 'field-list-id'],
      ],
    ]);
    assert.equal(shown.length, 3 + 2 * 4);
    assert.throws(() => readFileSync(path.join(folder, 'hit')));
  });

  it('stops at the first failure', async () => {
    const { calls, status } = run(await scriptFor(PARCELS), '2');
    assert.equal(status, 1, JSON.stringify(calls.map((words) => words.slice(0, 2))));
    assert.equal(
      calls.filter(([, verb]) => verb === 'create').filter(([noun]) => noun === 'issue').length,
      2,
    );
  });
});
