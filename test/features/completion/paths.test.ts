import assert from 'node:assert/strict';
import { checkAccepted, checkFirst, checkProposed, complete, labels, shown } from './support.ts';

/** A plan in `docs` with the cursor in its text, and the files of a project. */
function plan(text: string, more = ''): string {
  const files = [
    '/src/app.ts',
    '/src/store/keys.ts',
    '/src/.env',
    '/docs/API.md',
    '/docs/img/a b(1).png',
    '/main.ts',
  ];
  const listed = files.map((path) => `//- ${path}\nx\n`).join('');
  return `//- /docs/plan.md\n# Plan\n### P1-1: A\n**Status:** Open\n${more}\n${text}\n${listed}`;
}

describe('Completion of paths', () => {
  it('lists a folder: folders first, hidden files last', async () => {
    await checkProposed(plan('See `src/<|>`.'), ['store/', 'app.ts', '.env'], '/');
    await checkProposed(plan('See src/<|>'), ['store/', 'app.ts', '.env'], '/');
  });

  it('completes the last segment alone', async () => {
    await checkAccepted(plan('See `src/sto<|>re/keys.ts`.'), 'store/', 'See `src/store/re/keys.ts`.');
    await checkAccepted(plan('See `src/a<|>b.ts`.'), 'app.ts', 'See `src/app.ts`.', 'replace');
    await checkAccepted(plan('See `src/s<|>x/keys.ts`.'), 'store/', 'See `src/store/keys.ts`.', 'replace');
    await checkAccepted(plan('See `src/s<|>/keys.ts`.'), 'store/', 'See `src/store/keys.ts`.');
    await checkAccepted(plan('See src/store/<|>.'), 'keys.ts', 'See src/store/keys.ts.');
  });

  it('reads dots from the document, and other paths as the document writes them', async () => {
    await checkProposed(plan('See `./<|>`'), ['img/', 'API.md', 'plan.md'], '/');
    await checkProposed(plan('See `../<|>`'), ['docs/', 'src/', 'main.ts'], '/');
    await checkFirst(plan('See `<|>`', 'In `src/app.ts` and `main.ts`.\n'), ['docs/', 'src/']);
    await checkFirst(plan('See `<|>`', 'In `API.md`.\n'), ['img/', 'API.md']);
  });

  it('finds a folder by the end of its path', async () => {
    await checkProposed(plan('See `store/<|>`'), ['keys.ts'], '/');
  });

  it('finds a file by its name, and writes its path', async () => {
    const found = await complete(plan('See `ke<|>`'));
    assert.deepEqual(found.list?.items.map(shown), ['keys.ts||src/store']);
    assert.equal(found.accept('keys.ts'), 'See `src/store/keys.ts`');
  });

  it('expects a path in a field of files', async () => {
    await checkProposed(plan('**Files:** `<|>`'), ['docs/', 'src/', 'main.ts'], '`');
    await checkProposed(plan('**Files:** s<|>'), ['docs/', 'src/', 'main.ts']);
  });

  it('leaves other code and other words alone', async () => {
    await checkProposed(plan('Call `<|>`'), [], '`');
    await checkProposed(plan('Call `foo.<|>`'), [], '.');
    await checkProposed(plan('This and/<|>'), [], '/');
    await checkProposed(plan('It answers `GET /<|>`'), [], '/');
    await checkProposed(plan('**Files:** `src/app.ts`<|>'), [], '`');
    await checkProposed(plan('**Files:** `src/app.ts` (<|>'), [], '(');
    await checkProposed(plan('**Files:**\n-<|>'), [], '-');
    await checkProposed(plan('At https://src/<|>'), [], '/');
    await checkProposed(plan('```\nsrc/<|>\n```'), [], '/');
  });

  it('completes a path within a command', async () => {
    await checkFirst(plan('Run `node src/<|>`'), ['store/'], '/');
  });

  describe('in links', () => {
    it('is relative to the document', async () => {
      await checkProposed(plan('[x](<|>)'), ['img/', 'API.md', 'plan.md'], '(');
      await checkProposed(plan('[x](../src/<|>)'), ['store/', 'app.ts', '.env'], '/');
      await checkProposed(plan('[x](/src/<|>)'), ['store/', 'app.ts', '.env'], '/');
      await checkProposed(plan('[x]: ./<|>'), ['img/', 'API.md', 'plan.md'], '/');
    });

    it('escapes what would end the link', async () => {
      await checkAccepted(plan('[x](img/<|>)'), 'a b(1).png', '[x](img/a%20b%281%29.png)');
      await checkAccepted(plan('[x](<img/<|>>)'), 'a b(1).png', '[x](<img/a b(1).png>)');
    });

    it('is left to an editor that completes links itself', async () => {
      const own = { editorCompletesLinks: true };
      assert.equal((await complete(plan('[x](./<|>)'), own)).list, null);
      assert.equal((await complete(plan('[x](#<|>)'), own)).list, null);
      assert.deepEqual(labels((await complete(plan('`src/store/<|>`'), own)).list), ['keys.ts']);
    });

    it('leaves addresses alone', async () => {
      await checkProposed(plan('[x](https://<|>)'), [], '/');
    });
  });

  it('stays in the workspace', async () => {
    await checkProposed(plan('See `../../<|>`'), [], '/');
    await checkProposed(plan('[x](../../../<|>)'), [], '/');
  });
});

describe('Completion of headings', () => {
  const other = '//- /docs/guide.md\n# The Guide\n## Set up\n## Set up\n';

  it('names the anchors of a document', async () => {
    await checkProposed(`${plan('[x](guide.md#<|>)')}${other}`, ['the-guide', 'set-up', 'set-up-1'], '#');
    await checkProposed(`${plan('See `docs/guide.md#s<|>`')}${other}`, ['the-guide', 'set-up', 'set-up-1']);
    await checkProposed(plan('[x](#<|>)'), ['plan', 'p1-1-a'], '#');
    await checkProposed(`${plan('[x](guide.md#set-<|>)')}${other}`, ['set-up', 'set-up-1'], '-');
    await checkAccepted(
      `${plan('[x](guide.md#se<|>t)')}${other}`,
      'set-up',
      '[x](guide.md#set-up)',
      'replace',
    );
  });
});

describe('Completion of lines', () => {
  const source = `//- /src/price.ts
const VAT = 19;

export function round(cents) {
  return Math.round(cents);
}
// done
`;

  function see(text: string): string {
    return `# Plan\n### P1-1: A\n**Status:** Open\n\n${text}\n${source}`;
  }

  it('names declarations first, then the other lines, with their text', async () => {
    const { list } = await complete(see('See `src/price.ts:<|>`'), { typed: ':' });
    assert.deepEqual(list?.items.map(shown), [
      '1|const VAT = 19;|',
      '3|export function round(cents) {|',
      '4|return Math.round(cents);|',
      '5|}|',
      '6|// done|',
    ]);
    assert.equal(list.isIncomplete, true);
  });

  it('takes methods for declarations, and statements not', async () => {
    const code = '//- /src/a.ts\nclass A {\n  x = 1;\n  if (a) {\n  async run(a: string): number {\n';
    await checkFirst(`# Plan\n### P1-1: A\n**Status:** Open\n\n\`src/a.ts:<|>\`\n${code}`, [
      '1',
      '4',
      '2',
      '3',
    ]);
  });

  it('finds a line by what it declares', async () => {
    await checkAccepted(see('See `price.ts:rou<|>`'), '3', 'See `price.ts:3`');
  });

  it('takes digits for the beginning of a number', async () => {
    const long = `//- /src/long.ts\n${Array.from({ length: 130 }, (_, n) => `a${n}\n`).join('')}`;
    const { list } = await complete(`# Plan\n### P1-1: A\n**Status:** Open\n\nsrc/long.ts:12<|>\n${long}`);
    assert.deepEqual(labels(list).slice(0, 4), ['12', '120', '121', '122']);
    assert.equal(labels(list).length, 11);
  });

  it('ends a range where the block ends', async () => {
    await checkFirst(see('See `src/price.ts:3-<|>`'), ['5', '3', '4', '6'], '-');
    await checkAccepted(see('See `src/price.ts:3-<|>9`'), '5', 'See `src/price.ts:3-5`', 'replace');
  });

  it('knows fragments', async () => {
    await checkFirst(see('[x](src/price.ts#<|>)'), ['L1', 'L3'], '#');
    await checkAccepted(see('[x](src/price.ts#L<|>)'), 'L3', '[x](src/price.ts#L3)');
  });

  it('says nothing behind what is no file', async () => {
    await checkProposed(see('Note:<|>'), [], ':');
    await checkProposed(see('See `src/nothing.ts:<|>`'), [], ':');
    await checkProposed(see('See `src:<|>`'), [], ':');
  });
});
