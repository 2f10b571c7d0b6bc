import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import type { Page } from '../../client/src/preview/decorate.ts';
import type { Words } from '../../client/src/preview/html.ts';
import { moved } from '../../client/src/preview/lines.ts';
import { extendMarkdown } from '../../client/src/preview/plugin.ts';
import type { PreviewReference, PreviewUnit } from '../../server/src/protocol/preview.ts';

const WORDS: Words = {
  status: {
    todo: 'To do',
    'in-progress': 'In progress',
    'in-review': 'In review',
    blocked: 'Blocked',
    done: 'Done',
    deferred: 'Deferred',
    cancelled: 'Cancelled',
  },
  criteria: (met, recorded, unrecorded) => `${met} of ${recorded} met, ${unrecorded} open`,
  tasks: (done, total) => `${done} of ${total} done`,
  problem: 'Problem',
};

/** The editor's parser: HTML is allowed, blocks know their lines. */
function editorMarkdown(
  pageOf: (document: unknown) => Page | undefined,
  failures: unknown[] = [],
): MarkdownIt {
  const md = new MarkdownIt({ html: true, linkify: true });
  md.core.ruler.push('source_map', ({ tokens }) => {
    for (const token of tokens)
      if (token.map && token.type !== 'inline') token.attrSet('data-line', `${token.map[0]}`);
  });
  return extendMarkdown(md, { pageOf, words: WORDS, onFailure: (error) => failures.push(error) });
}

/** The rendered text, our parts made short: icons and attributes for the eye alone left out. */
function render(text: string, page: Partial<Page>): string {
  const md = editorMarkdown(() => ({ units: [], references: [], ...page }));
  return md
    .render(text, { currentDocument: 'plan.md' })
    .replace(/<svg.*?<\/svg>/g, '*')
    .replace(/<progress max="(\d+)" value="(\d+)" aria-label="([^"]*)"><\/progress>/g, '<$2/$1 $3>')
    .trim();
}

const unit = (line: number, text: string, more: Partial<PreviewUnit>): PreviewUnit => ({
  line,
  text,
  status: null,
  tasks: null,
  criteria: null,
  ...more,
});

const reference = (line: number, text: string, more: Partial<PreviewReference>): PreviewReference => ({
  line,
  text,
  target: null,
  problem: null,
  ...more,
});

const missing = { severity: 'warning', message: 'There is no file "a" & <b>.' } as const;
const MARKED =
  '<span class="roadgate-problem roadgate-warning" title="There is no file &quot;a&quot; &amp; &lt;b&gt;.">';
const SIGN =
  '<span class="roadgate-sign" role="img" aria-label="Problem: There is no file &quot;a&quot; &amp; &lt;b&gt;."></span></span>';

describe('The preview of Markdown', () => {
  it('shows states and progress behind the names of tasks and phases', () =>
    assert.equal(
      render('## Phase 1\n\n### Add `things`\n', {
        units: [
          unit(0, 'Phase 1', { tasks: { done: 2, total: 5 } }),
          unit(2, 'Add `things`', { status: 'done', criteria: { met: 1, unmet: 2, unrecorded: 0 } }),
        ],
      }),
      `<h2 data-line="0">Phase 1 <span class="roadgate-progress" title="2 of 5 done"><2/5 2 of 5 done><span aria-hidden="true">2/5</span></span></h2>
<h3 data-line="2">Add <code>things</code> <span class="roadgate-chip roadgate-done">*Done</span> <span class="roadgate-progress" title="1 of 3 met, 0 open"><1/3 1 of 3 met, 0 open><span aria-hidden="true">1/3</span></span></h3>`,
    ));

  it('never shows criteria without a record as unmet', () => {
    const nothing = { criteria: { met: 0, unmet: 0, unrecorded: 2 } };
    const html = render('# A\n', { units: [unit(0, 'A', nothing)] });
    assert.match(html, /roadgate-unrecorded">0 of 0 met, 2 open</);
    assert.doesNotMatch(html, /<0\/0/);
  });

  it('shows them in the first line of items and in the cell of a row that names the task', () => {
    const list = render('- [/] T003 Log\n  every request\n', {
      units: [unit(0, 'Log', { status: 'blocked' })],
    });
    assert.match(
      list,
      /T003 Log <span class="roadgate-chip roadgate-blocked">\*Blocked<\/span>\nevery request/,
    );
    const table = render('| Id | Task |\n|---|---|\n| 7 | Log |\n', {
      units: [unit(2, 'Log', { status: 'blocked' })],
    });
    assert.match(table, /<td>7<\/td>\n<td>Log <span/);
  });

  it('links references, in code and in text, each range for itself', () => {
    const page = {
      references: [
        reference(0, 'src/a.js:7-9', { target: '../src/a.js#L7' }),
        reference(0, '20', { target: '../src/a.js#L20' }),
        reference(1, '`src/b.js` line 3', { target: '../src/b.js#L3' }),
      ],
    };
    assert.equal(
      render('See `src/a.js:7-9, 20` and\nalso `src/b.js` line 3.\n', page),
      '<p data-line="0">See <code><a href="../src/a.js#L7" class="roadgate-reference">src/a.js:7-9</a>, ' +
        '<a href="../src/a.js#L20" class="roadgate-reference">20</a></code> and\n' +
        'also <a href="../src/b.js#L3" class="roadgate-reference"><code>src/b.js</code> line 3</a>.</p>',
    );
  });

  it('marks what is wrong with the words of the finding, escaped', () => {
    const page = { references: [reference(0, 'src/a.js', { problem: missing })] };
    assert.equal(
      render('See `src/a.js`.', page),
      `<p data-line="0">See ${MARKED}<code>src/a.js</code>${SIGN}.</p>`,
    );
    assert.equal(
      render('See [the file](src/a.js).', page),
      `<p data-line="0">See ${MARKED}<a href="src/a.js">the file</a>${SIGN}.</p>`,
    );
    assert.equal(
      render('See [src/a.js](src/a.js).', {
        references: [reference(0, 'src/a.js', { target: 'x', problem: missing })],
      }),
      `<p data-line="0">See <a href="src/a.js">${MARKED}src/a.js${SIGN}</a>.</p>`,
    );
  });

  it('closes what it opens where marks overlap', () => {
    const page = { references: [reference(0, 'src/a b.js', { target: 'x' })] };
    assert.equal(
      render('See **src/a** b.js.', { references: [reference(0, 'src/a** b.js', { target: 'x' })] }),
      '<p data-line="0">See <strong><a href="x" class="roadgate-reference">src/a</a></strong> b.js.</p>',
    );
    assert.equal(
      render('src/a <b>b.js</b>', page),
      '<p data-line="0"><a href="x" class="roadgate-reference">src/a </a><b>b.js</b></p>',
    );
  });

  it('keeps the lines of blocks, and what is not ours to the letter', () => {
    const text = '# A\n\n- [ ] one\n- [x] two\n\n```sh\nmake\n```\n\n> c\n';
    assert.equal(
      render(text, {}),
      new MarkdownIt({ html: true, linkify: true })
        .use((md) => {
          md.core.ruler.push('source_map', ({ tokens }) => {
            for (const token of tokens)
              if (token.map && token.type !== 'inline') token.attrSet('data-line', `${token.map[0]}`);
          });
        })
        .render(text)
        .trim(),
    );
  });

  it('renders the same tokens twice alike, as the editor keeps them', () => {
    const md = editorMarkdown(() => ({
      units: [unit(0, 'A', { status: 'done' })],
      references: [reference(0, 'src/a.js', { problem: missing })],
    }));
    const tokens = md.parse('# A `src/a.js`\n', {});
    const once = md.renderer.render(tokens, md.options, { currentDocument: 'plan.md' });
    assert.equal(md.renderer.render(tokens, md.options, { currentDocument: 'plan.md' }), once);
    assert.match(once, /Done/);
    assert.doesNotMatch(md.renderer.render(tokens, md.options, {}), /roadgate/);
  });

  it('shows nothing at a line that was edited meanwhile', () =>
    assert.equal(
      render('# Something else\n', {
        units: [unit(0, 'A task', { status: 'done' })],
        references: [reference(0, 'src/a.js', { problem: missing }), reference(40, 'x', { target: 'y' })],
      }),
      '<h1 data-line="0">Something else</h1>',
    ));

  it('is plain if anything fails, and says so', () => {
    const failures: unknown[] = [];
    const md = editorMarkdown(() => {
      throw new Error('no page');
    }, failures);
    assert.equal(md.render('# A\n', { currentDocument: 'plan.md' }), '<h1 data-line="0">A</h1>\n');
    assert.match(String(failures[0]), /no page/);
  });

  it('adds nothing to texts of no document', () => {
    const md = editorMarkdown(() => assert.fail('asked'));
    assert.equal(md.render('# A\n'), '<h1 data-line="0">A</h1>\n');
  });
});

describe('A page after an edit', () => {
  const page: Page = {
    units: [3, 5, 6, 9].map((line) => unit(line, 'x', {})),
    references: [reference(6, 'a', {})],
  };
  const linesAfter = (first: number, character: number, last: number, added: number): number[] =>
    moved(page, { first, character, last, added }).units.map(({ line }) => line);

  it('is the same after typing in a line', () =>
    assert.equal(moved(page, { first: 5, character: 2, last: 5, added: 0 }), page));

  it('moves with its lines', () => {
    assert.deepEqual(linesAfter(5, 4, 5, 1), [3, 5, 7, 10]);
    assert.deepEqual(linesAfter(5, 0, 5, 2), [3, 7, 8, 11]);
    assert.deepEqual(linesAfter(0, 0, 3, 0), [0, 2, 3, 6]);
  });

  it('loses what was deleted', () => {
    assert.deepEqual(linesAfter(5, 0, 7, 0), [3, 7]);
    assert.deepEqual(linesAfter(4, 2, 6, 0), [3, 4, 7]);
    assert.deepEqual(moved(page, { first: 5, character: 0, last: 7, added: 0 }).references, []);
  });
});
