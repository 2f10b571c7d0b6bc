import assert from 'node:assert/strict';
import { configAt, mergeConfig, roadmapOverride } from '../../server/src/core/config.ts';
import { parseProjectConfig, parseSettings } from '../../server/src/core/configFile.ts';
import { dedent } from '../support/fixture.ts';

function checkProblems(text: string, expected: readonly string[]): void {
  const { problems } = parseProjectConfig(dedent(text));
  assert.deepEqual(
    problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
    expected,
  );
}

describe('the project file', () => {
  it('reads every setting', () => {
    const { config, problems } = parseProjectConfig(
      dedent(`
        rules:
          id/duplicate: error
          link/missing: off
        roadmaps:
          include: [docs/**/*.md]
          exclude: [docs/archive/**]
        modules: [packages/api/, ./web]
        gates:
          - name: tests
            run: npm test
            cwd: packages/api
        branch:
          template: '{id}'
      `),
    );
    assert.deepEqual(problems, []);
    const merged = mergeConfig({}, config);
    assert.deepEqual(merged.rules, { 'id/duplicate': 'error', 'link/missing': 'off' });
    assert.deepEqual(merged.modules, ['packages/api', 'web']);
    assert.deepEqual(merged.gates, [{ name: 'tests', run: 'npm test', cwd: 'packages/api' }]);
    assert.equal(merged.branch.template, '{id}');
    assert.equal(roadmapOverride(merged, 'docs/x/plan.md'), true);
    assert.equal(roadmapOverride(merged, 'docs/archive/plan.md'), false);
    assert.equal(roadmapOverride(merged, 'README.md'), undefined);
  });

  it('takes globs for rules, and what is said of one rule before them', () => {
    const text = dedent(`
      rules:
        branch/invalid: hint
        branch/*: off
        "*/unknown": warning
      overrides:
        - paths: [docs/archive/**]
          rules:
            '{link,id}/*': off
    `);
    const { config, problems } = parseProjectConfig(text);
    assert.deepEqual(problems, []);
    const merged = mergeConfig({ rules: { 'branch/merged-but-open': 'error' } }, config);
    assert.equal(merged.rules['branch/invalid'], 'hint');
    assert.equal(merged.rules['branch/merged-but-open'], 'off');
    assert.equal(merged.rules['dependency/unknown'], 'warning');
    const { rules } = configAt(merged, 'docs/archive/plan.md');
    assert.deepEqual(
      [rules['link/missing'], rules['link/anchor-missing'], rules['id/duplicate'], rules['branch/invalid']],
      ['off', 'off', 'off', 'hint'],
    );
    assert.equal(parseSettings({ rules: { 'id/*': 'off' } }).rules?.['id/duplicate'], 'off');
    checkProblems('rules:\n  brunch/*: off\n', ['2:3 There is no rule brunch/*.']);
    assert.equal(parseProjectConfig('rules:\n  "": off\n').problems.length, 1);
  });

  it('names the board of issues', () => {
    const { config, problems } = parseProjectConfig('issues:\n  board: acme/7\n  columns: { todo: Soon }\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(mergeConfig({}, config).board, { address: 'acme/7', columns: { todo: 'Soon' } });
    assert.equal(mergeConfig({}, {}).board, null);
    // Settings cannot send the issues of a project elsewhere.
    assert.equal(mergeConfig(config, {}).board, null);
    checkProblems('issues:\n  board: our board\n', [
      '2:10 issues.board is not valid: write owner/number of a GitHub project (acme/7), or the address of a board.',
    ]);
  });

  it('is empty without text', () => {
    assert.deepEqual(parseProjectConfig(''), { config: {}, problems: [] });
    assert.deepEqual(parseProjectConfig('# nothing yet\n'), { config: {}, problems: [] });
  });

  it('says in which line the YAML breaks', () => {
    checkProblems('rules:\n  a: [\n\n', [
      '2:6 This is not valid YAML, and nothing in the file holds until it is: ' +
        'a list is opened with [ and not closed; add the ].',
    ]);
  });

  it('says in plain words what is wrong in the YAML, and what to do', () => {
    const check = (text: string, place: string, told: string) =>
      checkProblems(text, [
        `${place} This is not valid YAML, and nothing in the file holds until it is: ${told}`,
      ]);
    check('rules: {a: off\n', '1:14', 'settings are opened with { and not closed; add the }.');
    check('rules:\n  "a: off\n', '2:9', 'a text is opened with " and not closed; add the ".');
    check("rules:\n  'a: off\n", '2:9', "a text is opened with ' and not closed; add the '.");
    check('rules:\n\ta: off\n', '2:1', 'the line is indented with a tab; use blanks.');
    check('rules: {}\nrules: {}\n', '2:1', 'the same name stands twice; keep one of them.');
    check(
      'rules:\n  a: off\n b: off\n',
      '3:1',
      'the line is indented otherwise than those it belongs to; begin them all in the same column.',
    );
    check('rules\nids: []\n', '1:1', 'there is no colon and value behind this name; write `name: value`.');
    check('ids: a: b\n', '1:6', 'there is a second colon in the line; put the value in quotes.');
    check('ids: @x\n', '1:6', 'no value begins with such a character; put it in quotes.');
    check('ids: ["\\q"]\n', '1:8', 'a backslash stands in double quotes; use single quotes.');
    check('rules: {}\n...\nx\n', '3:1', 'this cannot be read; write `name: value`, or `- value` in a list.');
  });

  it('says that a glob which begins with a star stands in quotes', () => {
    for (const glob of ['*.md', '**/*.md']) {
      checkProblems(`roadmaps:\n  exclude:\n    - ${glob}\n`, [
        '3:7 A value that begins with * must stand in quotes, and nothing in the file holds until it does.',
      ]);
    }
  });

  it('says what a value may be, and takes the rest', () => {
    const text = 'rules:\n  id/duplicate: eror\n  link/missing: hint\nbranches: x\n';
    checkProblems(text, [
      '2:17 rules.id/duplicate must be one of error, warning, information, hint, off.',
      '4:1 There is no setting branches; branch is the nearest.',
    ]);
    assert.deepEqual(parseProjectConfig(text).config, { rules: { 'link/missing': 'hint' } });
  });

  it('names the nearest of unknown rules, settings and words', () => {
    checkProblems('rules:\n  id/duplicat: off\n  own/rule: off\n  label: off\n', [
      '2:3 There is no rule id/duplicat; id/duplicate is the nearest.',
      '3:3 There is no rule own/rule.',
      '4:3 There is no rule label; label/* stands for all that begin so.',
    ]);
    checkProblems('words:\n  status:\n    bloked: [parked]\n  feilds:\n    effort: [Zeit]\n', [
      '3:5 There is no setting words.status.bloked; blocked is the nearest.',
      '4:3 There is no setting words.feilds; fields is the nearest.',
    ]);
    checkProblems('roadmaps:\n  includes: [a]\n', [
      '2:3 There is no setting roadmaps.includes; include is the nearest.',
    ]);
  });

  it('has other severities for some documents, the last that matches', () => {
    const text = `
      rules:
        id/duplicate: error
        link/missing: hint
      overrides:
        - paths: [docs/archive, '*.old.md']
          rules:
            id/duplicate: off
        - paths: [docs/archive/2024/**]
          rules:
            id/duplicate: information
    `;
    const config = mergeConfig({}, parseProjectConfig(dedent(text)).config);
    const at = (path: string) => configAt(config, path).rules;
    assert.deepEqual(at('ROADMAP.md'), { 'id/duplicate': 'error', 'link/missing': 'hint' });
    assert.deepEqual(at('docs/archive/a.md'), { 'id/duplicate': 'off', 'link/missing': 'hint' });
    assert.deepEqual(at('a.old.md'), { 'id/duplicate': 'off', 'link/missing': 'hint' });
    assert.deepEqual(at('docs/archive/2024/a.md'), { 'id/duplicate': 'information', 'link/missing': 'hint' });
    assert.equal(configAt(config, 'docs/archive/a.md'), configAt(config, 'docs/archive/a.md'));
  });

  it('says what is wrong in them', () => {
    checkProblems(
      'overrides:\n  - paths: []\n    rules: {}\n  - paths: [a]\n    rules:\n      id/duplicat: off\n',
      [
        '2:12 overrides.0.paths must not be empty.',
        '6:7 There is no rule id/duplicat; id/duplicate is the nearest.',
      ],
    );
    checkProblems('effort:\n  hoursPerDay: 25\n', ['2:16 effort.hoursPerDay must be at most 24.']);
    checkProblems('branch:\n  template: x/{nr}\n', [
      '2:13 branch.template is not valid: the placeholder {nr} is unknown; there are {id}, {slug} and {title}.',
    ]);
  });

  it('refuses words that are none, and forms of ids that say too little', () => {
    const text = `
      words:
        status:
          done: [parked, '--', 'a: b']
      ids:
        - RG-{n}
        - RG
        - '{n}{n}'
        - '{x}-{z}'
        - 'a b{n}'
        - '(a+)+{n}'
    `;
    const { config } = parseProjectConfig(dedent(text));
    assert.deepEqual(config.words, { status: { done: ['parked'] } });
    assert.deepEqual(config.ids, ['RG-{n}', '(a+)+{n}']);
    checkProblems(text, [
      '3:20 words.status.done.1 is not valid: a word has a letter or a number, and no colon or line break.',
      '3:26 words.status.done.2 is not valid: a word has a letter or a number, and no colon or line break.',
      '6:5 ids.1 is not valid: The form of an id must hold a part that differs from id to id, such as {n}.',
      '7:5 ids.2 is not valid: The form of an id does not say where {n} ends and {n} begins; put a sign between them.',
      '8:5 ids.3 is not valid: The form of an id has the unknown part {z}; there are {n}, {A}, {a} and {x}.',
      '9:5 ids.4 is not valid: The form of an id may hold no blank, and braces only around n, A, a or x.',
    ]);
  });

  it('takes an entry of a list whole or not at all', () => {
    const text = 'gates:\n  - name: a\n  - name: b\n    run: make\n';
    checkProblems(text, ['2:5 gates.0.run must be a text.']);
    assert.deepEqual(parseProjectConfig(text).config.gates, [{ name: 'b', run: 'make' }]);
  });

  it('refuses variables of gates that decide what runs, and times that are none', () => {
    const text = 'gateDefaults:\n  timeout: soon\n  env:\n    PATH: ./bin\n    CI: "1"\n';
    checkProblems(text, [
      '2:12 gateDefaults.timeout is not valid: write 90s, 10m or 1h.',
      "4:11 gateDefaults.env.PATH is not valid: PATH decides what runs, so only people's own settings can set it.",
    ]);
    assert.deepEqual(parseProjectConfig(text).config.gateDefaults, { env: { CI: '1' } });
  });

  it('refuses what is no set of settings', () => {
    checkProblems('- a\n', ['1:1 The file must hold settings by name.']);
    checkProblems('gates: make\n', ['1:8 gates must be a list.']);
  });

  it('survives aliases of aliases', () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 9; i++)
      lines.push(
        `b${i}: &${'a'.repeat(i + 1)} [${Array(9)
          .fill(`*${'a'.repeat(i)}`)
          .join(',')}]`,
      );
    const { problems } = parseProjectConfig(lines.join('\n'));
    assert.match(problems[0]?.message ?? '', /aliases/);
  });

  it('wins over the settings of an editor, key by key', () => {
    const settings = parseSettings({
      rules: { 'a/b': 'off', 'c/d': 'hint' },
      branch: { template: 'x' },
      junk: 1,
    });
    const merged = mergeConfig(settings, { rules: { 'a/b': 'error' } });
    assert.deepEqual(merged.rules, { 'a/b': 'error', 'c/d': 'hint' });
    assert.equal(merged.branch.template, 'x');
  });

  it('wins over what an editor sets by path', () => {
    const settings = parseSettings({
      overrides: [{ paths: ['docs'], rules: { 'a/b': 'off', 'c/d': 'off' } }],
    });
    const merged = mergeConfig(settings, { rules: { 'a/b': 'error' } });
    assert.deepEqual(configAt(merged, 'docs/x.md').rules, { 'a/b': 'error', 'c/d': 'off' });
  });
});
