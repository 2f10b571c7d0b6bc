import assert from 'node:assert/strict';
import { COMMANDS } from '../../server/src/cli/run.ts';
import { runRoadgate } from '../support/commandLine.ts';

/** Expects exit status 2, nothing on standard output and one sentence on standard error. */
async function checkUsage(args: readonly string[], sentence: string): Promise<void> {
  const { status, stdout, stderr } = await runRoadgate('/', args);
  assert.deepEqual({ status, stdout, stderr }, { status: 2, stdout: '', stderr: [sentence] });
}

describe('mistakes on the command line', () => {
  it('no command', () => checkUsage([], 'Name a command: `roadgate --help` lists the commands.'));
  it('an unknown command', () => checkUsage(['chekc'], 'There is no command chekc: did you mean check?'));
  it('a command like no other', () =>
    checkUsage(['frobnicate'], 'There is no command frobnicate: `roadgate --help` lists the commands.'));
  it('an unknown option', () =>
    checkUsage(['check', '--fromat', 'json'], 'Unknown option `--fromat`: see `roadgate check --help`.'));
  it('an unknown option of several words, or with its value in the same word', async () => {
    const help = 'see `roadgate check --help`.';
    await checkUsage(['check', '--max-warning=3'], `Unknown option \`--max-warning\`: ${help}`);
    await checkUsage(['check', '--max-warnings 3'], `Unknown option \`--max-warnings 3\`: ${help}`);
  });
  it('an option of no command', () =>
    checkUsage(['--json'], 'There is no option --json: `roadgate --help` lists the commands.'));
  it('an unknown format', () =>
    checkUsage(['check', '--format', 'xml'], '--format must be pretty, json, sarif, github or junit.'));
  it('an option without its value', () =>
    checkUsage(
      ['check', '--format'],
      'Option `--format <name>` value is missing: see `roadgate check --help`.',
    ));
  it('an unknown rule', () =>
    checkUsage(
      ['check', '--rule', 'total/efort'],
      'There is no rule total/efort; total/effort is the nearest.',
    ));
  it('a number that is none', () =>
    checkUsage(
      ['check', '--max-warnings', 'many'],
      '--max-warnings must be a number of warnings, such as 10.',
    ));
  it('half a baseline', () =>
    checkUsage(
      ['check', '--write-baseline', '--rule', 'total/*'],
      'A baseline holds everything that is found: leave out --rule when you write it.',
    ));
  it('changes without git', () =>
    checkUsage(
      ['check', '--changed-since', 'main'],
      'There is no git repository around .: --changed-since needs one.',
    ));
  it('no file', () =>
    checkUsage(
      ['model'],
      'Missing required args for command `model <...files>`: see `roadgate model --help`.',
    ));
  it('an option twice', () =>
    checkUsage(['check', '--format', 'json', '--format', 'pretty'], '--format takes one value.'));

  it('has no option that Node takes for its own', () => {
    // Node 20 looks for this one in all of the command line.
    for (const { options } of COMMANDS)
      for (const [flags] of options) assert.doesNotMatch(flags, /^--env-file/);
  });
});
