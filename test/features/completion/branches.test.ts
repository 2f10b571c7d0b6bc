import assert from 'node:assert/strict';
import { complete, shown } from './support.ts';

const branches = (): Promise<{ local: string[]; remote: string[] }> =>
  Promise.resolve({ local: ['main', 'feat/labels'], remote: ['fix/mail', 'main'] });

describe('Completion of branches', () => {
  const plan = '# Plan\n### P1-1: Round prices\n**Status:** Open\n**Branch:** ';

  it('proposes the one of the template, then those of the repository', async () => {
    const { list, accept } = await complete(`${plan}<|>\n`, { branches, typed: ' ' });
    assert.deepEqual(list?.items.map(shown), [
      'task/P1-1-round-prices||from the template',
      'main||',
      'feat/labels||',
      'fix/mail||remote',
    ]);
    assert.equal(accept('feat/labels'), '**Branch:** `feat/labels`');
  });

  it('stays while a name of several parts is typed', async () => {
    const { list } = await complete(`${plan}\`feat/<|>\`\n`, { branches, typed: '/' });
    assert.deepEqual(list?.items.map(shown), ['feat/labels||']);
    assert.equal((await complete(`${plan}\`fix/l/<|>\`\n`, { branches, typed: '/' })).list, null);
  });

  it('replaces the whole name', async () => {
    const { accept } = await complete(`${plan}\`feat/l<|>ost\`\n`, { branches });
    assert.equal(accept('feat/labels', 'replace'), '**Branch:** `feat/labels`');
  });

  it('leaves code marks out where the document does, and takes the template of the project', async () => {
    const { list, accept } = await complete(
      '# Plan\n### P1-0: X\n**Branch:** main\n### P1-1: A\n**Branch:** <|>\n//- /.roadgate.yaml\nbranch:\n  template: "{id}"\n',
      { branches },
    );
    assert.equal(list?.items[0]?.label, 'P1-1');
    assert.equal(accept('main'), '**Branch:** main');
  });

  it('stays out of what is said about the branch', async () => {
    assert.equal((await complete(`${plan}\`main\`, see <|>\n`, { branches })).list, null);
  });
});
