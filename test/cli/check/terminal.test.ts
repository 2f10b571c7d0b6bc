import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TestFolder } from '../../support/repository.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TSX = pathToFileURL(path.join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
const CLI = path.join(ROOT, 'server/src/cli.ts');

/** Windows has no program that lends a terminal. */
const canLend = process.platform !== 'win32';

describe('roadgate check in a terminal', function () {
  if (!canLend) return;
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
    folder.write('plan.md', '# Roadmap\n- [ ] T001 a\n- [ ] T001 b\n- [ ] T003 c\n');
  });
  afterEach(() => folder.remove());

  /** All that a terminal is told by `roadgate check`, with what is added to the environment. */
  function inTerminal(env: Readonly<Record<string, string>> = {}): string {
    const words = [process.execPath, '--import', TSX, CLI, 'check'];
    const line = words.map((word) => `'${word}'`).join(' ');
    const args = process.platform === 'darwin' ? ['-q', '/dev/null', ...words] : ['-qec', line, '/dev/null'];
    const { PATH, HOME } = process.env;
    const result = spawnSync('script', args, {
      cwd: folder.path,
      env: { PATH, HOME, TERM: 'xterm', ...env },
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    });
    assert.match(result.stdout, /warnings?: \d+ tasks/, result.stderr);
    return result.stdout;
  }

  it('has colours there, and not where they are not wanted or it is none', () => {
    assert.match(inTerminal(), /\u001b\[33mwarning\u001b\[39m/);
    const unwanted: Readonly<Record<string, string>>[] = [{ NO_COLOR: '1' }, { TERM: 'dumb' }];
    for (const env of unwanted) {
      assert.doesNotMatch(inTerminal(env), /\u001b\[\d+m/, JSON.stringify(env));
    }
    const piped = spawnSync(process.execPath, ['--import', TSX, CLI, 'check'], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    assert.equal(piped.status, 1);
    assert.doesNotMatch(piped.stdout + piped.stderr, /\u001b/);
  });

  it('does without git, and says so where it needs it', () => {
    folder.init();
    folder.write('plan.md', '# Roadmap\n- [ ] T001 See `src/gone.js:3`, `src/a.js`\n- [ ] T002 b\n');
    folder.write('src/a.js', '');
    folder.write('.gitignore', '/other.md\n');
    folder.write('other.md', '# Roadmap\n- [ ] T001 a\n- [ ] T001 b\n- [ ] T003 c\n');
    const check = (...args: string[]) => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ['--import', TSX, CLI, 'check', '--format', 'json', ...args],
        { cwd: folder.path, env: { PATH: path.join(folder.path, 'src') }, encoding: 'utf8' },
      );
      return { codes: [...stdout.matchAll(/"code": "(.*?)"/g)].map(([, code]) => code), stderr, status };
    };
    assert.deepEqual(check(), { codes: ['reference/missing'], stderr: '', status: 1 });
    assert.deepEqual(check('--changed-since', 'HEAD'), {
      codes: [],
      stderr: 'Git was not found: install git and put it on the PATH.\n',
      status: 2,
    });
  });

  it('tells there how far it is, and takes that away before it reports', () => {
    const task = (index: number): string =>
      `### Issue #${index}: Step\n\n**Status:** Todo\n\nSee \`a${index}.js\`.\n`;
    const plan = `# Plan\n\n${Array.from({ length: 150 }, (_, index) => task(index)).join('\n')}`;
    for (let index = 0; index < 100; index++) folder.write(`plans/${index}.md`, plan);
    const told = inTerminal({ NO_COLOR: '1' });
    assert.match(told, /\rRead \d+ of \d+\u001b\[K/);
    const report = told.indexOf('plan.md');
    assert.match(told.slice(0, report), /\r\u001b\[K$/);
  });
});
