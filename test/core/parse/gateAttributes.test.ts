import assert from 'node:assert/strict';
import { readDuration, readGateAttributes } from '../../../server/src/core/parse/gateAttributes.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

describe('what a comment says about a gate', () => {
  function check(text: string, expected: unknown): void {
    assert.deepEqual(readGateAttributes(text), expected);
  }

  it('is its name, timeout, folder and what it covers', () =>
    check('<!-- roadgate-gate: name=coverage timeout=10m cwd=api covers=api/**,*.json -->', {
      name: 'coverage',
      timeout: 600_000,
      cwd: 'api',
      covers: ['api/**', '*.json'],
    }));
  it('may have blanks in quotes, and stand on several lines', () =>
    check('<!--ROADGATE-GATE\n  name="all of it"\r\n  cwd=\'my api\'\n-->', {
      name: 'all of it',
      cwd: 'my api',
    }));
  it('may say nothing but that it is one', () => check('<!-- roadgate-gate: -->', {}));
  it('overrules the class', () => check('<!-- roadgate-gate: class=setup -->', { class: 'setup' }));
  it('is said to be wrong where it is', () => {
    const problem = (text: string): unknown => readGateAttributes(`<!-- roadgate-gate: ${text} -->`)?.problem;
    assert.equal(problem('timeout=soon'), 'timeout=soon is no duration: write 90s, 10m or 1h.');
    assert.equal(problem('class=x'), 'class=x is none of check, setup, mutating, long-running, example.');
    assert.equal(
      problem('shell=evil'),
      'There is no attribute shell: it is name, timeout, cwd, covers or class.',
    );
  });
  it('is nothing in another comment', () => {
    check('<!-- name=x -->', null);
    check('<!-- roadgate-gates: name=x -->', null);
    check('roadgate-gate: name=x', null);
  });
  it('knows durations', () => {
    const texts = ['90', '90s', '1.5m', '2min', '1h', '250ms', '0', '-1s', '1d', '9999999h', ''];
    assert.deepEqual(texts.map(readDuration), [
      90_000,
      90_000,
      90_000,
      120_000,
      3_600_000,
      250,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('a gate with a comment', () => {
  /** The gates of the only task, as `class name attributes`. */
  function gatesIn(body: string): string[] {
    const text = `# Plan\n\n### Issue #4: A\n\n**Status:** Open\n\n${body}`;
    const { tasks } = parseRoadmap('u', new SourceText(text));
    return (tasks[0]?.gates ?? []).map(
      ({ class: kind, name, attributes }) => `${kind} ${name} ${JSON.stringify(attributes)}`,
    );
  }
  const fence = (commands: string, lead = '', language = 'bash'): string =>
    `${lead}<!-- roadgate-gate: timeout=2m -->\n\n\`\`\`${language}\n${commands}\n\`\`\`\n`;

  it('is one wherever it stands, and takes its label', () => {
    assert.deepEqual(gatesIn(fence('make all')), ['check make all {"timeout":120000}']);
    assert.deepEqual(gatesIn(fence('make all', '**Validate:**\n\n')), ['check Validate {"timeout":120000}']);
  });
  it('is a check, whatever its commands look like', () => {
    assert.deepEqual(gatesIn(fence('npm install', '**Setup:**\n\n')), [
      'check npm install {"timeout":120000}',
    ]);
  });
  it('stays none in a language that is no shell', () =>
    assert.deepEqual(gatesIn(fence('x', '', 'json')), []));
  it('may be inline code', () =>
    assert.deepEqual(
      gatesIn(
        '**Acceptance Criteria:**\n\n- [ ] `make all` passes <!-- roadgate-gate: cwd=api --> and `make x` too\n',
      ),
      ['check make all {"cwd":"api"}', 'check make x null'],
    ));
  it('may stand in a list, and with other line ends', () =>
    assert.deepEqual(
      gatesIn('1. Validate\r\n\r\n   <!-- roadgate-gate: name=v -->\r\n   ```sh\r\n   make\r\n   ```\r\n'),
      ['check v {"name":"v"}'],
    ));
  it('is not marked by a comment elsewhere', () =>
    assert.deepEqual(gatesIn(`<!-- roadgate-gate: name=x -->\n\nText.\n\n\`\`\`bash\nmake\n\`\`\`\n`), []));
});
