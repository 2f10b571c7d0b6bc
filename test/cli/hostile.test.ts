import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runCommandLine } from '../../server/src/cli/run.ts';
import type { Terminal } from '../../server/src/cli/terminal.ts';

/** What would leave a file behind if any part of it ever reached a shell as text. */
const INJECTIONS = [
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  "'; touch pwned; '",
  '| touch pwned',
  '${IFS}touch pwned',
];

describe('a hostile project', () => {
  let root: string;
  const at = (name: string): string => path.join(root, name);
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  const commit = (): string => {
    git('add', '-A');
    return git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', 'x');
  };

  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'hostile-test-')));
    git('init', '-q', '-b', 'main');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function roadgate(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const terminal: Terminal = {
      cwd: root,
      colors: false,
      interactive: false,
      out: (text) => void (out += text),
      err: (line) => void (err += `${line}\n`),
      progress: () => undefined,
    };
    return { status: await runCommandLine(args, terminal, '0'), out, err };
  }
  const files = async (): Promise<string[]> =>
    (await readdir(root, { recursive: true })).filter((name) => !name.startsWith('.git')).sort();
  const task = (title: string, commands: string, more = ''): string =>
    `### Issue #${title}\n\n**Status:** todo\n${more}\n**Validate:**\n\n\`\`\`bash\n${commands}\n\`\`\`\n\n`;

  it('runs nothing of its ids, titles, branches, names and paths', async () => {
    const names = INJECTIONS.filter((name) => !name.includes('/'));
    for (const [index, text] of names.entries()) {
      const branch = `**Branch:** \`${text.replaceAll('`', '')}\`\n`;
      const gate = `<!-- roadgate-gate: name='${text.replaceAll("'", '')}' -->\n\n`;
      const phase = `## Phase ${index}: ${text}\n\n**Validate:** \`test -n ${index}\`\n\n`;
      const plan = `# ${text}\n\n${phase}${task(`${index}${text}: ${text}`, 'true', branch)}${gate}\`\`\`bash\ntrue\n\`\`\`\n`;
      await writeFile(at(`plan ${text}.md`), plan);
    }
    commit();
    const before = await files();
    for (const args of [
      ['check'],
      ['gate', 'list'],
      ...names.map((name) => ['gate', 'list', `Phase 0: ${name}`, '--own']),
      ['gate', 'run', '--all', '--yes', '--junit', '.git/out.xml', '--log-dir', '.git/logs'],
      ['check'],
    ])
      assert.equal((await roadgate(...args)).err.includes('pwned: '), false);
    assert.deepEqual(
      (await files()).filter((name) => !before.includes(name)),
      ['.roadgate', '.roadgate/evidence.jsonl'].filter((name) => !name.startsWith('.git')),
    );
    const evidence = await readFile(at('.roadgate/evidence.jsonl'), 'utf8');
    assert.equal(
      evidence
        .trim()
        .split('\n')
        .every((line) => line.includes('"passed"')),
      true,
    );
  });

  it('shows no control characters of its own', async () => {
    const trick = '\u001b[2Ksafe\u202Etxt.exe\u200b';
    await writeFile(
      at('PLAN.md'),
      `# Plan ${trick}\n\n## Phase 1: ${trick}\n\n**Validate:** \`make ${trick}\`\n\n${task(`1: A ${trick}`, `grep -r x . #\r\u001b[2Kecho ${trick}`)}## Validation\n\n\`\`\`sh\nmake all\n\`\`\`\n`,
    );
    const { out } = await roadgate('gate', 'list');
    const { err, status } = await roadgate('gate', 'run', '--all');
    assert.equal(status, 2);
    for (const text of [out, err]) assert.doesNotMatch(text, /[\u001b\r\u202e\u200b]/);
    assert.match(err, /grep -r x \. #/, 'what a carriage return would hide');
    assert.match(out, / Plan .* \(the document itself\)\n/);
  });

  it('has git execute nothing that its configuration names', async () => {
    await writeFile(at('PLAN.md'), `# Plan\n\n${task('1: A', 'true')}`);
    commit();
    const evil = at('.git/evil.sh');
    await writeFile(evil, `#!/bin/sh\ntouch '${at('pwned')}'\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', evil);
    git('init', '-q', '--bare', 'nested');
    execFileSync('git', ['-C', at('nested'), 'config', 'core.fsmonitor', evil]);
    await mkdir(at('nested/docs'), { recursive: true });
    await writeFile(at('nested/docs/PLAN.md'), `# Plan\n\n${task('2: B', 'true')}`);
    await roadgate('check');
    await roadgate('gate', 'run', '--all', '--yes');
    await roadgate('gate', 'list');
    await roadgate('check', 'nested');
    assert.equal((await files()).includes('pwned'), false);
  });

  it('may have 10,000 gates, of which none runs unasked', async () => {
    const plan = Array.from({ length: 10_000 }, (_, index) =>
      task(`${index}: A`, `grep -c ${index} PLAN.md >ran-${index}`),
    );
    await writeFile(at('PLAN.md'), `# Plan\n\n${plan.join('')}`);
    const { out } = await roadgate('gate', 'list', '--format', 'digests');
    assert.equal(out.trim().split('\n').length, 10_000);
    const { status, err } = await roadgate('gate', 'run', '--all');
    assert.equal(status, 2);
    assert.match(err, /Nothing ran\./);
    assert.deepEqual(await files(), ['PLAN.md']);
  }).timeout(120_000);

  it('may write without end: memory stays bounded', async () => {
    const host = fileURLToPath(new URL('../host/support/gateMemory.ts', import.meta.url));
    const bytes = 1_000_000_000;
    const script = `head -c ${bytes} /dev/zero | tr '\\0' x`;
    const args = [...process.execArgv, host, root, script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: process.env });
    const { outcome, dropped, megabytes } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual([outcome, dropped], ['passed', bytes - 1024 * 1024]);
    assert(Number(megabytes) < 200, `${String(megabytes)} MB`);
  }).timeout(120_000);
});
