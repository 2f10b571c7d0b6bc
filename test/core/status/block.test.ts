import assert from 'node:assert/strict';
import { applyChanges, type BlockUpdate, updateBlocks } from '../../../server/src/core/status/block.ts';

const NOTICE = '<!-- Written by `roadgate status --write`: edit the roadmap, not this block. -->';

describe('generated blocks', () => {
  it('go to the end of a file that has none', () => {
    assert.equal(
      written('# Status\n\nOurs.\n\n\n', undefined, 'A\n\nB\n'),
      `# Status\n\nOurs.\n\n<!-- roadgate-status -->\n${NOTICE}\n\nA\n\nB\n\n<!-- /roadgate-status -->\n`,
    );
    assert.match(written('', undefined, 'A'), /^<!-- roadgate-status -->\n/);
  });

  it('are replaced, and nothing around them changes', () => {
    const first = written('before  \n', undefined, 'A');
    const text = `${first}after, without a line end`;
    const second = written(text, undefined, 'B');
    assert.equal(second, text.replace('\n\nA\n\n', '\n\nB\n\n'));
    assert.equal(written(second, undefined, 'B'), second);
  });

  it('keep a byte-order mark and the line ends of the file', () => {
    const text = written('\ufeff# Status\r\n', undefined, 'A\nB');
    assert.equal(text.startsWith('\ufeff# Status\r\n\r\n<!-- roadgate-status -->\r\n'), true);
    assert.doesNotMatch(text, /(?<!\r)\n/);
  });

  it('are told apart by milestone, and all are written together', () => {
    const all = written('', undefined, 'ALL');
    const both = written(all, '2', 'TWO');
    assert.match(both, /ALL[^]*<!-- roadgate-status milestone: 2 -->[^]*TWO/);
    assert.equal(written(both, '2', 'TWO, later'), both.replace('TWO', 'TWO, later'));
    assert.equal(written(both, '20', 'X').includes('TWO'), true);
    const update = updateBlocks(both, undefined, (milestone) => ({ markdown: milestone ?? 'rest' }));
    assert.equal(apply(both, update), both.replace('ALL', 'rest').replace('TWO', '2'));
  });

  it('cannot be broken out of by the name of a milestone', () => {
    assert.match(written('', '2 --> <b>', 'A'), /^<!-- roadgate-status milestone: 2 b -->\n/);
  });

  it('are refused where one does not end, is there twice, or has nothing to say', () => {
    const end = '<!-- /roadgate-status -->';
    checkRefused(
      'a\n<!-- roadgate-status -->\nb\n',
      `Line 2 begins a block that does not end: put \`${end}\` below it.`,
    );
    checkRefused(
      `<!-- roadgate-status -->\n\n<!-- roadgate-status milestone: 2 -->\n${end}\n`,
      `Line 1 begins a block that does not end: put \`${end}\` below it.`,
    );
    checkRefused(
      `<!-- roadgate-status -->\n${end}\n`.repeat(2),
      'Line 3 begins the block `<!-- roadgate-status -->` a second time: keep one.',
    );
    checkRefused(`<!-- roadgate-status milestone: 7 -->\n${end}\n`, 'There is no 7.');
  });

  it('take what looks like a replacement pattern to the letter', () => {
    const text = written(
      '<!-- roadgate-status -->\n<!-- /roadgate-status -->\n',
      'roadgate-status',
      "$& $' $1",
    );
    assert.match(text, /\n\$& \$' \$1\n/);
  });
});

function written(text: string, milestone: string | undefined, markdown: string): string {
  return apply(
    text,
    updateBlocks(text, milestone, () => ({ markdown })),
  );
}

function apply(text: string, update: BlockUpdate): string {
  return update.kind === 'changes' ? applyChanges(text, update.changes) : assert.fail(update.reason);
}

function checkRefused(text: string, reason: string): void {
  const update = updateBlocks(text, undefined, (milestone) =>
    milestone === undefined ? { markdown: 'x' } : { reason: `There is no ${milestone}.` },
  );
  assert.deepEqual(update, { kind: 'refused', reason });
}
