import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type BodyTemplate, pullRequestBody, pullRequestTitle } from '../../server/src/forge/body.ts';
import { evidenceBlock, type GateReport } from '../../server/src/forge/evidence.ts';
import { formatDuration } from '../../server/src/forge/markdown.ts';
import type { PullRequestSource } from '../../server/src/protocol/forge.ts';
import { pullRequestSource } from '../support/pullRequestSource.ts';

const PASSED: GateReport = {
  name: 'Validate',
  commands: ['make all'],
  outcome: 'passed',
  commit: '4f26a87',
  duration: 12_300,
  fresh: true,
};

interface Given {
  readonly gates?: readonly GateReport[];
  readonly closes?: readonly number[];
  readonly template?: BodyTemplate;
}

function composed(source: PullRequestSource, given: Given = {}): ReturnType<typeof pullRequestBody> {
  const { gates = [], closes = [] } = given;
  const own: BodyTemplate =
    source.template === null ? { kind: 'usual' } : { kind: 'task', text: source.template };
  return pullRequestBody({
    source,
    gates,
    template: given.template ?? own,
    branch: 'task/38',
    closes: new Set(closes),
    documentPath: 'docs/ROADMAP.md',
    line: source.task.line,
    fileUrl: (path, line) => `https://forge.example/${path}${line === undefined ? '' : `#L${line}`}`,
  });
}

function bodyOf(source: PullRequestSource, given: Given = {}): string {
  return composed(source, given).markdown;
}

/** The template gives this body. `¦` stands for a zero-width space. */
function checkTemplate(template: string, expected: string, given?: Given): void {
  const body = bodyOf(pullRequestSource({ template }), given);
  assert.equal(body.replaceAll('\u200b', '¦'), `${expected}\n`);
}

describe('pullRequestTitle', () => {
  it('is the id without its mark, and the title, harmless', () => {
    const title = (id: string | null, text: string): string =>
      pullRequestTitle(pullRequestSource({ id, title: text }));
    assert.equal(title('#38', 'Split the API'), '38: Split the API');
    assert.equal(title('P0-1', 'Split\n the\tAPI'), 'P0-1: Split the API');
    assert.equal(title(null, 'Closes #5 for @team'), 'Closes 5 for @\u200bteam');
    assert.equal(title(null, ''), 'Roadmap task');
    assert.equal(title('#38', 'Split the API (#57)'), '38: Split the API');
    assert.equal(title(null, 'x'.repeat(300)).length, 250);
  });
});

describe('pullRequestBody from a template', () => {
  it('keeps the template, its boxes reset', () => {
    checkTemplate(
      '## Summary\nSplit `x_client`.\n\n## Validation\n- [x] `make all` passes\n* [X] Coverage ≥97%\n- [ ] Read by two\n- [✓] Tried',
      '## Summary\n\nSplit `x_client`.\n\n## Validation\n\n- [ ] `make all` passes\n\n* [ ] Coverage ≥97%\n\n- [ ] Read by two\n- [ ] Tried'.replace(
        '\n* [ ] Coverage ≥97%\n',
        '\n* [ ] Coverage ≥97%\n',
      ),
    );
  });

  it('ticks a box only for fresh evidence of all its commands', () => {
    const template = '- [x] `make  all` passes\n- [x] `make all` and `make docs` pass\n- [x] all well';
    const expected = (mark: string): string =>
      `- [${mark}] \`make  all\` passes\n- [ ] \`make all\` and \`make docs\` pass\n- [ ] all well`;
    const table = (result: string, evidence: string): string =>
      `\n\n## Gates\n\n<!-- roadgate:evidence -->\n\n| Gate       | Result | Commit    | Duration | Evidence |\n| ---------- | ------ | --------- | -------- | -------- |\n| \`make all\` | ${result} | \`4f26a87\` | 12 s     | ${evidence}    |\n\n<!-- /roadgate:evidence -->`;
    checkTemplate(template, expected('x') + table('passed', 'fresh'), { gates: [PASSED] });
    checkTemplate(template, expected(' ') + table('passed', 'stale'), {
      gates: [{ ...PASSED, fresh: false }],
    });
    checkTemplate(template, expected(' ') + table('failed', 'fresh'), {
      gates: [{ ...PASSED, outcome: 'failed' }],
    });
  });

  it('closes an issue only if it is the one meant', () => {
    checkTemplate('Closes #38\n\nText', 'Closes #38\n\nText', { closes: [38] });
    checkTemplate('Closes #38\n\nText', 'Closes 38\n\nText', { closes: [39] });
    checkTemplate('Fixes: GH-38, see #38', 'Fixes: #38, see 38', { closes: [38] });
  });

  it('knows every closing keyword and form', () => {
    for (const keyword of 'close closes closed fix fixes fixed resolve resolves resolved'.split(' ')) {
      checkTemplate(`${keyword} #38`, `${keyword} 38`);
      checkTemplate(`x ${keyword.toUpperCase()}: GH-38`, `x ${keyword.toUpperCase()}: 38`);
      checkTemplate(`${keyword} octo/plans#38`, `${keyword} octo/plans#¦38`, { closes: [38] });
      checkTemplate(
        `${keyword} https://github.com/octo/plans/issues/38`,
        `${keyword} \`https://github.com/octo/plans/issues/38\``,
        { closes: [38] },
      );
    }
  });

  it('leaves no reference behind doubled marks', () => {
    checkTemplate('##38 #GH-38 !#38, closes ##38', '38 38 !#¦38, closes 38', { closes: [38] });
  });

  it('breaks a closing keyword in code too: a squashed commit has no code marks', () => {
    checkTemplate('`Closes #38` and `echo #38`', '`Closes #¦38` and `echo #38`', { closes: [38] });
  });

  it('finds a reference behind entities, comments, links and emphasis', () => {
    checkTemplate(
      'Closes &#35;38, #<!-- x -->39, [#40](https://a.b/c), **#41**, <b>#42</b>',
      'Closes 38, 39, [40](https://a.b/c), **41**, \\<b>42\\</b>',
    );
    checkTemplate(
      'a [#38][x]\n\n[x]: https://github.com/o/r/pull/38',
      'a 38 (`https://github.com/o/r/pull/38`)',
    );
  });

  it('notifies nobody', () => {
    checkTemplate(
      'cc @octo/team, @me and `@types/jest`, a@b.example',
      'cc @¦octo/team, @¦me and `@types/jest`, a@¦b.example',
    );
    checkTemplate('/close\n\nsee /health\n/assign @me', '/¦close\n\nsee /health\n/¦assign @¦me');
  });

  it('shows HTML as text and leaves comments out', () => {
    checkTemplate(
      '<!-- describe -->\n\n<details>@me</details>\n\na<br>b',
      '\\<details>@¦me\\</details>\n\na\\<br>b',
    );
  });

  it('gives relative links an address and drops those that lead nowhere', () => {
    checkTemplate(
      'See [a](../src/a.py#L3), [b](#goals), [c](../../x), [d](javascript:alert), ![p](p.png), [e](/README.md)',
      'See [a](https://forge.example/src/a.py#L3), [b](https://forge.example/docs/ROADMAP.md#goals), c, d, [p](https://forge.example/docs/p.png), [e](https://forge.example/README.md)',
    );
  });

  it('survives a damaged encoding and Windows line ends', () => {
    checkTemplate('Closes #1\r\n\r\n- [x] Coverage â‰¥97%\r\n', 'Closes 1\n\n- [ ] Coverage â‰¥97%');
  });

  it('never says more than a forge takes', () => {
    const body = bodyOf(pullRequestSource({ template: `${'word '.repeat(100)}\n\n`.repeat(200) }));
    assert.ok(body.length < 65_536);
    assert.match(body, /The rest was too long for a pull request\.\n$/);
  });

  it('leaves no reference, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        '#',
        '38',
        '@me',
        'GH-',
        'closes ',
        'o/r',
        ' ',
        '\n',
        '*',
        '`',
        '[',
        ']',
        '(',
        ')',
        '<!-- -->',
        '<b>',
        '&#35;',
        '&#64;',
        '\\',
        '- [x] ',
        '|',
        'https://github.com/o/r/issues/3',
        '~~',
        '!',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const body = bodyOf(pullRequestSource({ template: parts.join('') }));
        for (const value of textsOf(parser.parse(body))) {
          assert.doesNotMatch(
            value,
            /@\w|(^|\W)#\d|\bGH-\d|:\/\/(?!\u200b)\S*\/issues\/3/,
            JSON.stringify(body),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('pullRequestBody without a template', () => {
  const criterion = (
    text: string,
    checked: boolean | null,
  ): PullRequestSource['task']['criteria'][number] => ({
    key: text,
    text,
    checked,
    hasBox: checked !== null,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  });

  it('tells task, criteria, files and gates', () => {
    const source = pullRequestSource({
      id: '#38',
      title: 'Split the API',
      line: 12,
      group: 'Phase 1: Foundations',
      documentTitle: 'Hardening plan',
      criteria: [
        criterion('`make all` passes', false),
        criterion('Docs for @everyone', true),
        criterion('1. numbered', null),
      ],
      files: ['src/api/a.py', 'src/b|c.py'],
    });
    const gates: GateReport[] = [
      PASSED,
      { ...PASSED, name: 'Lint | all', commands: ['a', 'b'], outcome: 'failed', commit: null, fresh: false },
    ];
    assert.equal(
      bodyOf(source, { gates, closes: [38] }).replaceAll('\u200b', '¦'),
      `Task 38 of [Hardening plan](https://forge.example/docs/ROADMAP.md#L12), Phase 1: Foundations.

Closes #38

## Acceptance criteria

- [x] \`make all\` passes
- [x] Docs for @¦everyone
- [ ] 1\\. numbered

## Files

- \`src/api/a.py\`
- \`src/b|c.py\`

## Gates

<!-- roadgate:evidence -->

| Gate                     | Result | Commit    | Duration | Evidence |
| ------------------------ | ------ | --------- | -------- | -------- |
| \`make all\`               | passed | \`4f26a87\` | 12 s     | fresh    |
| Lint \\| all (2 commands) | failed | –         | 12 s     | stale    |

<!-- /roadgate:evidence -->
`,
    );
  });

  it('is one line where there is nothing to tell, and closes nothing unasked', () => {
    const source = pullRequestSource({ id: '#38', title: 'Split', line: 3 });
    assert.equal(bodyOf(source), 'Task 38 of [docs/ROADMAP.md](https://forge.example/docs/ROADMAP.md#L3).\n');
    const unnamed = pullRequestSource({ id: null, title: 'Split #3', documentTitle: 'Plan' });
    assert.equal(bodyOf(unnamed), 'Task “Split 3” of [Plan](https://forge.example/docs/ROADMAP.md#L1).\n');
  });

  it('cuts a long list of files', () => {
    const source = pullRequestSource({ files: Array.from({ length: 50 }, (_, i) => `f${i}.py`) });
    assert.match(bodyOf(source), /- `f39\.py`\n- and 10 more\n$/);
  });
});

describe('pullRequestBody from a template of the repository or the settings', () => {
  const source = pullRequestSource({ id: '#38', title: 'Split `it` @me', line: 12, documentTitle: 'Plan' });
  const form = (text: string): BodyTemplate => ({ kind: 'repository', path: 'a.md', text });
  const SUMMARY = 'Task 38 of [Plan](https://forge.example/docs/ROADMAP.md#L12).';

  it('keeps a form of the repository, with the task in front of it', () => {
    const template = form('## Why\r\n<!-- say why -->\r\n* [x] I read @octo/rules, see #3\r\n');
    assert.equal(
      bodyOf(source, { template }),
      `${SUMMARY}\n\n## Why\n<!-- say why -->\n* [x] I read @octo/rules, see #3\n`,
    );
  });

  it('fills in a form that has placeholders, harmless', () => {
    const template = form(
      '{summary}\n\n### {title}\n{criteria}\n{files}\n`{id}` on {branch}{closes}, {wat}\n',
    );
    const { markdown, unknown } = composed(source, { template });
    assert.equal(
      markdown.replaceAll('\u200b', '¦'),
      `${SUMMARY}\n\n### Split \\\`it\\\` @¦me\n\nNo acceptance criteria.\n\nNo files are named.\n\n\`{id}\` on \`task/38\`, {wat}\n`,
    );
    assert.deepEqual(unknown, ['wat']);
  });

  it('takes a text of the settings as it is', () => {
    assert.equal(bodyOf(source, { template: { kind: 'setting', text: 'Hello' } }), 'Hello');
  });

  it('puts evidence where the text has a place for it, else below', () => {
    const block = evidenceBlock([PASSED]);
    const given = { gates: [PASSED] };
    const at = (text: string): string => bodyOf(source, { ...given, template: { kind: 'setting', text } });
    assert.equal(at('A {evidence} B'), `A\n\n${block}\n\nB`);
    assert.equal(at('A\n\n<!-- roadgate:evidence -->\n<!-- /roadgate:evidence -->\nB'), `A\n\n${block}\nB`);
    assert.equal(at('A'), `A\n\n## Gates\n\n${block}\n`);
    const never = { ...source, hasGates: true };
    assert.match(
      bodyOf(never),
      /## Gates\n\n<!-- roadgate:evidence -->\n\nNo gate of this task has been run\./,
    );
  });
});

describe('formatDuration', () => {
  it('counts in seconds and minutes', () => {
    assert.deepEqual([0, 449, 9_949, 9_951, 59_400, 125_000].map(formatDuration), [
      '0.0 s',
      '0.4 s',
      '9.9 s',
      '10 s',
      '59 s',
      '2 min 5 s',
    ]);
  });
});

const parser = unified().use(remarkParse).use(remarkGfm);

/** What a reader sees as text: everything but code. */
function textsOf(node: Nodes): string[] {
  if (node.type === 'text' || node.type === 'html') return [node.value];
  return 'children' in node ? node.children.flatMap((child) => textsOf(child)) : [];
}
