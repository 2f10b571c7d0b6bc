import assert from 'node:assert/strict';
import { findReferences } from '../../../server/src/core/parse/references.ts';
import { type Candidate, judge } from '../../../server/src/core/parse/references/judge.ts';
import { type UnitOf, viewOf } from './view.ts';
import type { Reference, Task } from '../../../server/src/core/model/document.ts';

describe('references', () => {
  describe('what is a path', () => {
    const check = (written: string, expected: string): void => {
      const quoted = written.startsWith('`');
      const path = written.replaceAll('`', '');
      const candidate: Candidate = { path, quoted, labelled: false, before: '', after: '' };
      const verdict = judge(candidate, new Set());
      it(`${written}: ${expected}`, () => {
        assert.equal(verdict.yes ? verdict.kind : verdict.reason, expected);
      });
    };
    const table: readonly (readonly [expected: string, written: readonly string[]])[] = [
      [
        'file',
        [
          'src/app.py',
          'README.md',
          '.env',
          '.prettierrc',
          '.eslintrc.js',
          '.env.example',
          '`Makefile`',
          '`Dockerfile`',
          '`src/grammar.pest`',
          '`app/[id]/route.ts`',
          '`app/api/[...all]/route.ts`',
          './docs/plan.md',
          '../web/main.ts',
          '`src\\win\\main.cs`',
          'app/__init__.py',
          '`docs/My notes.md`',
          '`.github/CODEOWNERS`',
          'config.yaml.example',
          '`/src/main.rs`',
          'App.js',
          '`(auth)/login.tsx`',
          'src/文件.md',
        ],
      ],
      [
        'directory',
        [
          '`src/api/`',
          '`crates/core`',
          'packages/ui-kit',
          'docs/',
          '`/specs/031-chores/`',
          '.github',
          '`wiki/`',
          'src/core',
          '`tests/e2e`',
          'services/ai-router',
          '`application/ports/`',
        ],
      ],
      [
        'glob',
        ['`src/api/*.py`', 'tests/test_api_*.py', '`src/{a,b}.ts`', '`app/**/route.ts`', '`test_rate_*.py`'],
      ],
      ['url', ['https://a.io/b.md', 'github.com/a/b.md', 'localhost:3000/x.html', 'www.a.org/b.md']],
      ['email', ['me@host.md']],
      [
        'route',
        ['`/health`', '`/api/v1/users`', '`/users/:id`', '/api/', '`/robots.txt`', '`/app/dashboard`'],
      ],
      ['branch', ['`feature/login`', '`fix/typo`', '`origin/main`', '`feat/`']],
      ['package', ['`@types/jest`', '@scope/kit', '`react-email@6.6.3`']],
      ['product', ['Node.js', '`Next.js`', 'React/Next.js', 'Commander.js', '`xsd.exe`', 'httpbin.org']],
      [
        'symbol',
        [
          'process.env',
          '`settings.AI_MODULE_URL`',
          '`storage.log_action`',
          'Newtonsoft.Json',
          '`console.log`',
          '.NET',
          '`.map_err`',
          'Array.map',
        ],
      ],
      ['type name', ['`Models/GameId`', '`Views/Home`']],
      ['extension', ['.py', '`.test.ts`', '`.md`']],
      [
        'expression',
        [
          'CI/CD',
          '.ts/.tsx',
          'and/or',
          'p50/p95',
          '2025/01/02',
          '24/7',
          'lint/test/build',
          '`text/html`',
          'test/mode/report',
          '1.2/1.3',
        ],
      ],
      [
        'outside the repository',
        ['`~/notes.md`', '/etc/passwd', '`C:\\tools\\a.exe`', '`%LOCALAPPDATA%\\x\\y`', '`/home/me/a.ts`'],
      ],
      [
        'placeholder',
        [
          '`docs/<id>.json`',
          '`{logs}/x.txt`',
          '`$HOME/a.md`',
          '`src/.../a.ts`',
          '`tests/test_[name].py`',
          '`specs/[###-name]/`',
        ],
      ],
      ['ignored', ['`node_modules/x/index.js`', '`src/__pycache__/`']],
      ['data pattern', ['`*.wav`', '*.test.ts', '`**/*.md`']],
      ['no extension', ['Makefile', '`word`']],
      ['unknown directory', ['`oven/bun`', 'frobs/my-thing', '`anthology/tale`']],
    ];
    for (const [expected, words] of table) for (const written of words) check(written, expected);

    it('no command, whatever lines its argument has', () => {
      const commands = ['cat a/b.txt:2', 'npm run a/b.ts:3', 'bin/run --all a.ts:3', 'src/a.sh b c.txt:3'];
      for (const command of commands) assert.deepEqual(pathsOf(`\`${command}\``), [], command);
    });

    it('a route by the verb before it, a branch by the word, a command by the program', () => {
      const reasonOf = (path: string, before: string, quoted: boolean): string => {
        const verdict = judge({ path, quoted, labelled: false, before, after: '' }, new Set());
        return verdict.yes ? verdict.kind : verdict.reason;
      };
      assert.equal(reasonOf('data/contacts.json', 'GET ', false), 'route');
      assert.equal(reasonOf('docs/setup', 'On branch `', true), 'branch');
      assert.equal(reasonOf('scripts/run.py', 'then python ', false), 'command');
      assert.equal(reasonOf('build/', 'Add to .gitignore: `', true), 'ignored');
    });

    it('an unknown folder is known if the document names a file in it', () => {
      assert.deepEqual(pathsOf('See `frobs/core` and `frobs/a.ts`.'), ['frobs/core', 'frobs/a.ts']);
      assert.deepEqual(pathsOf('See `frobs/core` alone.'), []);
    });
  });

  describe('lines of a mention', () => {
    const check = (text: string, path: string, ranges: string, raw?: string): void => {
      it(text, () => {
        const [reference] = find(text);
        assert.ok(reference);
        assert.equal(reference.path, path);
        assert.equal(reference.ranges.map((range) => range.join('-')).join(' '), ranges);
        if (raw !== undefined) assert.equal(reference.raw, raw);
      });
    };
    check('At src/a.py:29 it is', 'src/a.py', '29-29', 'src/a.py:29');
    check('At src/a.py:16-37.', 'src/a.py', '16-37');
    check('`a.ts:31,137`', 'a.ts', '31-31 137-137', 'a.ts:31,137');
    check('`b.ts:3-9, 20-25`', 'b.ts', '3-9 20-25', 'b.ts:3-9, 20-25');
    check('x.test.ts:15 and :471, y', 'x.test.ts', '15-15 471-471', 'x.test.ts:15 and :471');
    check('a.py:29:5 fails', 'a.py', '29-29', 'a.py:29:5');
    check('`src/my list.txt:2`', 'src/my list.txt', '2-2', 'src/my list.txt:2');
    check('`src/my list.txt:2-4` is', 'src/my list.txt', '2-4');
    check('`src/my list.txt#L1-L2`', 'src/my list.txt', '1-2');
    check('[a](docs/a.md#L10-L20)', 'docs/a.md', '10-20', 'docs/a.md#L10-L20');
    check('[a](docs/a.ts:10-20)', 'docs/a.ts', '10-20', 'docs/a.ts:10-20');
    check('`db/models.py` lines 85-100', 'db/models.py', '85-100', '`db/models.py` lines 85-100');
    check('`x.ts` (line 4)', 'x.ts', '4-4', '`x.ts` (line 4)');
    check('`x.ts` (Task 1, lines 45-200)', 'x.ts', '45-200');
    check('vite.config.mjs:45-52', 'vite.config.mjs', '45-52');
    check('`src/routes/mail.$token.tsx:3`', 'src/routes/mail.$token.tsx', '3-3');
    check('`x.ts`, ~line 1124', 'x.ts', '1124-1124');
    check('`x.ts` ~Zeile 1124', 'x.ts', '1124-1124');
    check('`x.ts` around lines 20-30', 'x.ts', '20-30');
    check('`x.ts` on line 402', 'x.ts', '402-402');
    check('`src/x.jsx` — função `send` na linha 15', 'src/x.jsx', '15-15');
    check('`src/x.ts` (`send()` line 15)', 'src/x.ts', '15-15');
    check('`src/x.ts` - method `send`, lines 15-20', 'src/x.ts', '15-20');
    check('`x.ts` (L535-539)', 'x.ts', '535-539');
    check('`x.ts` (≈ L535-539)', 'x.ts', '535-539');
    check('`src/r.rs`, lines 47, 183, 233', 'src/r.rs', '47-47 183-183 233-233');
    check('`src/r.rs`, lines 904-905 and 942-943', 'src/r.rs', '904-905 942-943');
    check('`src/r.rs`, line 19 vs 38', 'src/r.rs', '19-19 38-38');
    check('`x.dart:147, 735–739`', 'x.dart', '147-147 735-739');
    check('`x.rs::parse`', 'x.rs', '');
    check('`tests/test_a.py::TestB::test_c`', 'tests/test_a.py', '');
    check('`a.py:handle()` (line 201)', 'a.py', '201-201');
    check('`a.ts` (726 LOC)', 'a.ts', '', 'a.ts');
    check('`a.ts` (226 lines)', 'a.ts', '');
    check('compose.yml (2)', 'compose.yml', '');
    check('config.py: 95%', 'config.py', '');
    check('config.py:95%', 'config.py', '');
    check('`a.ts` line 5, 3 tests fail', 'a.ts', '5-5');
    check('`app/[platform]/route.ts`', 'app/[platform]/route.ts', '');

    it('takes the lines of a Line column beside the file', () => {
      const text = '| File | Line |\n|---|---|\n| `a.rs` | 58 |\n| `b.rs` | 3-9, 12 |\n| `c.rs` | (all) |';
      assert.deepEqual(
        find(text).map(({ path, ranges }) => [path, ranges]),
        [
          ['a.rs', [[58, 58]]],
          [
            'b.rs',
            [
              [3, 9],
              [12, 12],
            ],
          ],
          ['c.rs', []],
        ],
      );
    });

    it('takes them for those of the file column next to it, and of none behind it', () => {
      const text =
        '| File | Line | Now | Target |\n|---|---|---|---|\n| `src/a.rs` | 6 | `docs/a.md` | `doc/a.md` |';
      assert.deepEqual(
        find(text).map(({ path, ranges }) => [path, ranges]),
        [
          ['src/a.rs', [[6, 6]]],
          ['docs/a.md', []],
          ['doc/a.md', []],
        ],
      );
      const unnamed = '| Where | Line | Target |\n|---|---|---|\n| `src/a.rs` | 6 | `doc/a.md` |';
      assert.deepEqual(
        find(unnamed).map(({ ranges }) => ranges),
        [[[6, 6]], []],
      );
    });

    it('takes bare numbers under Lines for sizes', () => {
      assert.deepEqual(find('| File | Lines |\n|---|---|\n| `a.rs` | 189 |')[0]?.ranges, []);
    });

    it('points into the text', () => {
      const text = 'See `src/a.ts`, lines 3-5 and 9.';
      const [reference] = find(text);
      assert.ok(reference);
      const cut = (span: { from: number; to: number }): string => text.slice(span.from, span.to);
      assert.deepEqual([reference.line, reference.column], [1, 5]);
      assert.equal(cut(reference.pathSpan), 'src/a.ts');
      assert.deepEqual(reference.rangeSpans.map(cut), ['3-5', '9']);
      assert.equal(cut(reference.span), reference.raw);
    });
  });

  describe('where mentions stand', () => {
    const check = (text: string, ...paths: string[]): void => {
      it(text.replaceAll('\n', ' ⏎ '), () => assert.deepEqual(pathsOf(text), paths));
    };
    check('# Fix lib.rs', 'lib.rs');
    check('- [ ] Create `src/a.ts`\n  - and src/b.ts', 'src/a.ts', 'src/b.ts');
    check('| A |\n|---|\n| src/a.ts |', 'src/a.ts');
    check('> quoted src/a.ts', 'src/a.ts');
    check('**File:** src/a.ts, src/b.ts', 'src/a.ts', 'src/b.ts');
    check('(src/a.ts) and "src/b.ts".', 'src/a.ts', 'src/b.ts');
    check('`src/a.ts, src/b.ts`', 'src/a.ts', 'src/b.ts');
    check('修改src/a.ts文件', 'src/a.ts');
    check('See [docs/a.md](a.md) now', 'a.md');
    check('See [src/a.ts](https://x.io/src/a.ts) now');
    check('See [top](#top) and <https://x.io/a.ts>');
    check('a<br>src/a.ts<br>src/b.ts', 'src/a.ts', 'src/b.ts');
    check('`npx tsx scripts/demo.ts` and `git add src/a.ts`');
    check('```\nsrc/a.ts\n```\n\n    src/b.ts\n\n<!-- src/c.ts -->');
    check('my\\_file.py works', 'my_file.py');
    check('`docs/a.md §4.1` says', 'docs/a.md');
  });

  describe('what should be there', () => {
    const check = (text: string, expected: string, task?: Partial<Task>): void => {
      it(`${text.replaceAll('\n', ' ⏎ ')}${task?.status ? ` (${task.status})` : ''}: ${expected}`, () => {
        const lines = text.split('\n').length;
        const tasks = task ? [{ ...task, line: 1, endLine: lines }] : [];
        assert.equal(find(text, tasks)[0]?.expectation, expected);
      });
    };
    check('**File:** New: src/m.py', 'to-create');
    check('**Files:** `src/a.ts` (removed 1 export)', 'exists');
    check('**Files:** `src/a.ts` (removed in May)', 'gone');
    check('Removed from `src/a.ts`', 'exists');
    check('Moved from `src/a.ts`', 'gone');
    check('**Удалённые файлы:**\n- `src/a.ts`', 'gone');
    check('**Deleted files:**\n- `src/a.ts`', 'gone');
    check('**Deleted files:**\n- the label of `src/a.ts`', 'exists');
    check('**Предполагаемые файлы:**\n- `src/a.ts`', 'unknown');
    check('**Файлы:**\n- `src/a.ts`', 'exists');
    check('- `src/m.py` - the client (NEW)', 'to-create');
    check('- [ ] Create `src/m.py`', 'to-create');
    check('- [x] Create `src/m.py`', 'exists');
    check('Create `src/m.py`', 'exists', { status: 'done' });
    check('Create `src/m.py`', 'to-create', { status: 'todo' });
    check('**Files to create:**\n\n- `src/m.py`', 'to-create');
    check('#### Task 1: Add the files of the module\n\n- `src/m.py`', 'to-create');
    check('#### Task 1: Add a user profile page\n\n- `src/m.py:3`', 'exists');
    check('Add unit tests (`tests/test_*.py`)', 'to-create');
    check('- [ ] 创建 `src/m.ts`', 'to-create');
    check('Create an index in `src/db.py`', 'exists');
    check('Update `src/m.py`', 'exists');
    check('The fault is at src/m.py:12', 'exists');
    check('**File:** src/m.py', 'exists');
    check('~~`src/m.py`, lines 3-5~~ FIXED', 'gone');
    check('Removed Shared.swift', 'gone');
    check('`src/r/` was split (formerly `src/r.rs`)', 'unknown');
    check('Now split, formerly `src/r.rs`', 'gone');
    check('~~Create CONTRIBUTING.md~~ DONE', 'exists');
    check('~~Remove `old.py`~~ DONE', 'gone');
    check('Removed the class from `src/m.py`', 'exists');
    check('It was removed (replaced with `src/m.py`)', 'unknown');
    check('`src/m.py` **REMOVED** (no longer needed)', 'gone');
    check('It has to do with `src/m.py`', 'unknown');
  });

  it('knows its innermost task', () => {
    const tasks = [
      { line: 1, endLine: 3 },
      { line: 2, endLine: 2 },
    ];
    assert.deepEqual(
      find('# A\n## B a.ts\nb.ts', tasks).map(({ path, task }) => [path, task]),
      [
        ['a.ts', 2],
        ['b.ts', 1],
      ],
    );
  });

  it('reads CRLF, a byte-order mark and lone CR', () => {
    const found = find('\ufeff# T\r\n\r\nsrc/a.ts:3\r\n\rsrc/b.ts');
    assert.deepEqual(
      found.map(({ line, column, raw }) => [line, column, raw]),
      [
        [3, 1, 'src/a.ts:3'],
        [5, 1, 'src/b.ts'],
      ],
    );
  });
});

function find(text: string, tasks: UnitOf<Task>[] = []): readonly Reference[] {
  return findReferences(viewOf(text, { tasks }));
}

function pathsOf(text: string): string[] {
  return find(text).map(({ path }) => path);
}
