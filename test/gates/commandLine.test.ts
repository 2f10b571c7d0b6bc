import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { commandLine } from '../../server/src/gates/commandLine.ts';

describe('a line for the shell of a terminal', () => {
  const check = (words: string[], shell: string, expected: string): void =>
    assert.equal(commandLine(words, shell), expected);

  it('leaves plain words as they are', () =>
    check(['/bin/bash', '/tmp/roadgate-a/gate.sh'], 'bash', '/bin/bash /tmp/roadgate-a/gate.sh'));
  it('quotes for POSIX shells and those it does not know', () => {
    for (const shell of ['/usr/bin/zsh', 'fish', '']) check(["/a b/it's"], shell, `'/a b/it'\\''s'`);
  });
  it('quotes and calls in PowerShell', () => {
    const words = [String.raw`C:\Program Files\pwsh.exe`, '-File', String.raw`C:\Users\O'Brien\gate.ps1`];
    const expected = String.raw`& 'C:\Program Files\pwsh.exe' -File 'C:\Users\O''Brien\gate.ps1'`;
    check(words, String.raw`C:\Windows\System32\powershell.exe`, expected);
    check(['pwsh', '-File', 'a'], 'pwsh', 'pwsh -File a');
  });
  it('quotes in cmd', () => check(['cmd', '/c', 'C:\\a b\\x.cmd'], 'cmd.exe', 'cmd /c "C:\\a b\\x.cmd"'));

  it('gives a shell each word as it was', () => {
    const words = ['printf', '%s|', "it's", '$(id)', '`id`', 'a b', '"', '\\', '*'];
    const out = execFileSync('sh', ['-c', commandLine(words, 'sh')], { encoding: 'utf8' });
    assert.equal(out, `${words.slice(2).join('|')}|`);
  });
});
