import assert from 'node:assert/strict';
import { planGate, type GateSettings } from '../../server/src/gates/plan.ts';
import { scriptFile } from '../../server/src/gates/script.ts';

const SETTINGS: GateSettings = {
  platform: 'linux',
  shell: null,
  userShell: '/usr/bin/zsh',
  root: '/project',
  env: {},
  timeout: null,
};

describe('the plan of a gate', () => {
  function checkShell(language: string | null, expected: string, settings: Partial<GateSettings> = {}): void {
    const { shell } = planGate({ name: 'n', language, text: 'true' }, { ...SETTINGS, ...settings });
    assert.equal(`${shell.dialect} ${shell.executable}`, expected);
  }
  function checkScript(text: string, expected: string, language = 'bash'): void {
    assert.equal(planGate({ name: 'n', language, text }, SETTINGS).script, expected);
  }

  it('takes the shell of the fence', () => {
    checkShell('bash', 'bash bash');
    checkShell('sh', 'sh sh');
    checkShell('pwsh', 'pwsh pwsh');
    checkShell('powershell', 'pwsh pwsh');
    checkShell('powershell', 'powershell powershell', { platform: 'win32' });
    checkShell('bat', 'cmd cmd');
  });

  it("takes the user's shell where the text names none", () => {
    checkShell(null, 'zsh /usr/bin/zsh');
    checkShell('console', 'zsh /usr/bin/zsh');
    checkShell('shell', 'zsh /usr/bin/zsh');
    checkShell('zsh', 'zsh /usr/bin/zsh');
  });

  it('prefers the configured shell', () => {
    checkShell(null, 'bash /opt/bin/bash', { shell: '/opt/bin/bash' });
    checkShell('bash', 'bash /opt/bin/bash', { shell: '/opt/bin/bash' });
    checkShell('sh', 'sh sh', { shell: '/opt/bin/bash' });
    checkShell(null, 'bash C:\\Git\\bin\\bash.exe', { shell: 'C:\\Git\\bin\\bash.exe', platform: 'win32' });
  });

  it('falls back on a shell that is there', () => {
    checkShell(null, 'sh sh', { userShell: '/usr/bin/fish' });
    checkShell(null, 'powershell powershell', { userShell: null, platform: 'win32' });
  });

  it('runs the text as it is', () =>
    checkScript('make all  # lint\n\n  pytest -v \n', 'make all  # lint\n\n  pytest -v '));
  it('ends lines one way', () => checkScript('a\r\nb\rc\n', 'a\nb\nc'));

  it('removes prompts and output of a session, line by line', () => {
    checkScript(
      '# first\n$ make all\nok\n\n$ pytest \\\n>   -v\n2 passed',
      '\nmake all\n\n\npytest \\\n  -v\n',
      'console',
    );
    checkScript('PS C:\\app> dotnet test\nPassed!\nPS> exit', 'dotnet test\n\nexit', 'pwsh');
    checkScript('C:\\app>nmake test\nok', 'nmake test\n', 'cmd');
  });

  it('stays below the workspace folder', () => {
    const places = (cwd?: string): string[] => {
      const gate = { name: 'n', language: 'sh', text: 'true', ...(cwd === undefined ? {} : { cwd }) };
      const { cwd: absolute, directory } = planGate(gate, SETTINGS);
      return [absolute, directory];
    };
    assert.deepEqual(places(), ['/project', '.']);
    assert.deepEqual(places('./api//src/../lib/'), ['/project/api/lib', 'api/lib']);
    assert.deepEqual(places('../../etc'), ['/project/etc', 'etc']);
    assert.deepEqual(places('/etc'), ['/project/etc', 'etc']);
  });

  it('leaves variables at the start of a line alone', () => checkScript('$CMD --x\n${A}', '$CMD --x\n${A}'));

  it('adds to the first line only', () => {
    for (const dialect of ['bash', 'zsh', 'sh'] as const) {
      const { content } = scriptFile('a\nb', dialect);
      assert.match(content, /^[^\n]* a\nb\n$/, dialect);
    }
    assert.match(scriptFile('a\nb', 'pwsh').content, /^\uFEFF[^\n]* a\r\nb\r\n[^\n]*\r\n$/);
    assert.equal(scriptFile('a\nb', 'cmd').content, '@echo off & a\r\nb\r\n');
  });
});
