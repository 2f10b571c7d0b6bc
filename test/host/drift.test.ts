import assert from 'node:assert/strict';
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { GitHistory } from '../../server/src/host/gitHistory.ts';
import { checkOnDisk } from '../support/driftingProject.ts';
import { TestFolder } from '../support/repository.ts';

const WORDS = 'store shelf parcel label weight price tax total order list page user login token mail'.split(
  ' ',
);
/** 30 lines, none like another. */
const CODE = WORDS.flatMap((word, index) => [
  `export function ${word}(${WORDS[index - 1] ?? 'first'}) {`,
  `  return read('${word}', ${index * 37 + 5}).${WORDS[index - 4] ?? 'start'};`,
]);

const PLAN = [
  '# Roadmap',
  '',
  '- [ ] T001 Fix `src/store.js:7` and `src/store.js:12-14`',
  '- [ ] T002 Read `src/store.js:3`',
  '',
];

describe('reference/drifted with git', () => {
  let folder: TestFolder;
  let history: GitHistory;

  beforeEach(() => {
    folder = new TestFolder();
    history = new GitHistory();
    folder.init();
    write(CODE, PLAN);
    folder.commit('first');
  });
  afterEach(() => {
    history.dispose();
    folder.remove();
  });

  function write(code: readonly string[] | undefined, plan?: readonly string[], below = ''): void {
    if (code) folder.write(path.join(below, 'src/store.js'), code.map((line) => `${line}\n`).join(''));
    if (plan) folder.write(path.join(below, 'plan.md'), plan.join('\n'));
  }

  const added = (line: number, ...lines: readonly string[]): readonly string[] =>
    CODE.toSpliced(line - 1, 0, ...lines);

  /** What drifted, as `what is written -> what the best fix writes`, or the message where there is none. */
  async function drifted(below = '', document = 'plan.md'): Promise<readonly string[]> {
    const { text, findings } = await checkOnDisk(path.join(folder.path, below), document, history);
    return findings
      .filter(({ code }) => code === 'reference/drifted')
      .map(({ span, fixes, message }) => {
        const newText = fixes[0]?.edits[0]?.newText;
        return newText === undefined ? message : `${text.slice(span.from, span.to)} -> ${newText}`;
      });
  }

  it('finds nothing while nothing changed', async () => {
    assert.deepEqual(await drifted(), []);
  });

  it('finds lines that moved, committed or not', async () => {
    write(added(5, 'new();', 'newer();'));
    const expected = ['7 -> 9', '12-14 -> 14-16'];
    assert.deepEqual(await drifted(), expected);
    folder.commit('second');
    assert.deepEqual(await drifted(), expected);
  });

  it('names the commit that wrote the sentence', async () => {
    write([...Array<string>(20).fill('// nothing'), ...CODE.slice(5)]);
    const { findings } = await checkOnDisk(folder.path, 'plan.md', history);
    const id = folder.git(['rev-parse', '--short=7', 'HEAD']);
    const date = folder.git(['log', '-1', '--format=%cs']);
    assert.deepEqual(
      findings.map(({ message }) => message),
      [
        `Line 7 of src/store.js moved to line 22 since this was written (${id}, ${date}).`,
        `Lines 12-14 of src/store.js moved to lines 27-29 since this was written (${id}, ${date}).`,
        `Line 3 of src/store.js was removed or rewritten since this was written (${id}, ${date}).`,
      ],
    );
  });

  it('measures each sentence from its own commit', async () => {
    write(added(1, 'new();'), [...PLAN, '- [ ] T003 See `src/store.js:20`', '']);
    folder.commit('second');
    write(added(1, 'newer();', 'new();'));
    assert.deepEqual(await drifted(), ['7 -> 9', '12-14 -> 14-16', '3 -> 5', '20 -> 21']);
  });

  it('says nothing of sentences that are not committed', async () => {
    write(added(1, 'new();'), [...PLAN.slice(0, 3), '- [ ] T002 Read again `src/store.js:3`', '']);
    assert.deepEqual(await drifted(), ['7 -> 8', '12-14 -> 13-15']);
    folder.write('new.md', PLAN.join('\n'));
    assert.deepEqual(await drifted('', 'new.md'), []);
  });

  it('follows a sentence that moved, was ticked or reworded', async () => {
    write(added(1, 'new();'));
    folder.commit('second');
    write(undefined, [
      '# Roadmap',
      '',
      'Some words.',
      '',
      '- [ ] T002 Read `src/store.js:3` carefully',
      '- [x] T001 Fix `src/store.js:7` and `src/store.js:12-14`',
      '',
    ]);
    folder.commit('third');
    assert.deepEqual(await drifted(), ['3 -> 4', '7 -> 8', '12-14 -> 13-15']);
  });

  it('reads the lines as they were under an older name of the file, or of the document', async () => {
    write(undefined, ['# Roadmap', '', '- [ ] T001 Fix `till.ts:7`', '- [ ] T002 b', '']);
    folder.write('src/till.ts', CODE.join('\n'));
    folder.commit('second');
    folder.write('lib/x', '');
    renameSync(path.join(folder.path, 'src/till.ts'), path.join(folder.path, 'lib/till.ts'));
    renameSync(path.join(folder.path, 'plan.md'), path.join(folder.path, 'lib/plan.md'));
    folder.commit('third');
    folder.write('lib/till.ts', added(1, 'new();').join('\n'));
    assert.deepEqual(await drifted('', 'lib/plan.md'), ['7 -> 8']);
  });

  it('does not choose between places that are alike', async () => {
    write(['a', CODE[6] ?? '', 'b', 'c', CODE[6] ?? '', ...Array<string>(30).fill('d')]);
    const { findings } = await checkOnDisk(folder.path, 'plan.md', history);
    const seven = findings.find(({ message }) => message.startsWith('Line 7 '));
    assert.match(seven?.message ?? '', /; the same text stands at lines 2 and 5\.$/);
    assert.deepEqual(
      seven?.fixes.map(({ title, preferred }) => `${title} ${preferred}`),
      ['Change to 2 false', 'Change to 5 false'],
    );
  });

  it('compares texts, whatever ends their lines', async () => {
    folder.git(['config', 'core.autocrlf', 'false']);
    folder.write('src/store.js', `\ufeff${CODE.join('\r\n')}`);
    folder.write('plan.md', PLAN.join('\r\n'));
    folder.commit('second');
    folder.write('src/store.js', `${added(1, 'new();').join('\n')}\n`);
    assert.deepEqual(await drifted(), ['7 -> 8', '12-14 -> 13-15', '3 -> 4']);
  });

  it('knows nothing of what a shallow clone cut off', async () => {
    folder.init('origin');
    write(CODE, PLAN, 'origin');
    folder.commit('first', 'origin');
    write(added(1, 'new();'), undefined, 'origin');
    folder.commit('second', 'origin');
    const source = pathToFileURL(path.join(folder.path, 'origin')).href;
    folder.git(['clone', '-q', '--depth', '1', source, 'shallow']);
    write(added(1, 'newer();', 'new();'), undefined, 'shallow');
    assert.deepEqual(await drifted('shallow'), []);
    folder.git(['clone', '-q', source, 'deep']);
    assert.deepEqual(await drifted('deep'), ['7 -> 8', '12-14 -> 13-15', '3 -> 4']);
  });

  it('works in a folder within the repository', async () => {
    write(CODE, PLAN, 'packages/ä b');
    folder.commit('second');
    write(added(1, 'new();'), undefined, 'packages/ä b');
    assert.deepEqual(await drifted('packages/ä b'), ['7 -> 8', '12-14 -> 13-15', '3 -> 4']);
  });

  it('leaves binary and huge files alone', async () => {
    write([...CODE, 'x'.repeat(2_000_000)]);
    folder.commit('second');
    write(undefined, [...PLAN, '- [ ] T003 See `src/store.js:20`', '']);
    folder.commit('third');
    write(added(1, '\0'));
    assert.deepEqual(await drifted(), []);
  });

  it('starts no program that the configuration names', async () => {
    write(added(1, 'new();'));
    folder.commit('second');
    const proof = path.join(folder.path, 'executed');
    const program = `touch "${proof}"; cat`;
    for (const name of ['core.fsmonitor', 'diff.mine.textconv', 'filter.mine.clean', 'filter.mine.smudge'])
      folder.git(['config', name, program]);
    folder.write('.gitattributes', '* diff=mine filter=mine\n');
    assert.deepEqual(await drifted(), ['7 -> 8', '12-14 -> 13-15', '3 -> 4']);
    assert.equal(existsSync(proof), false);
  });
});
