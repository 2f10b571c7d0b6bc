import assert from 'node:assert/strict';
import { readDirectives } from '../../../server/src/core/parse/directives.ts';
import { viewOf } from './view.ts';

describe('directives', () => {
  const check = (text: string, ...expected: string[]): void => {
    it(text.replaceAll('\n', ' ⏎ '), () => {
      const { tree } = viewOf(text);
      assert.deepEqual(
        readDirectives(tree).map(
          ({ kind, codes, reason, line }) => `${line} ${kind} [${codes.join(' ')}] ${reason ?? '-'}`,
        ),
        expected,
      );
    });
  };
  check('<!-- roadgate-disable -->', '1 disable [] -');
  check('<!-- roadgate-disable-next-line a/b c/d -- not yet -->', '1 disable-next-line [a/b c/d] not yet');
  check('<!-- roadgate-enable a/b, c/d -->', '1 enable [a/b c/d] -');
  check('<!-- roadgate-disable -- why -->', '1 disable [] why');
  check('<!-- roadgate-disable-line a/b: built later -->', '1 disable-line [a/b] built later');
  check(
    '<!-- roadgate-disable-line a/b, c/d : see #12: a — b -- c -->',
    '1 disable-line [a/b c/d] see #12: a — b -- c',
  );
  check('<!-- roadgate-disable-line a/b -- see: x — y -->', '1 disable-line [a/b] see: x — y');
  check('<!-- roadgate-disable-line: why -->', '1 disable-line [] why');
  check('<!-- roadgate-disable-line a/b：稍后生成 -->', '1 disable-line [a/b] 稍后生成');
  check('<!-- roadgate: on -->\n\n<!-- Roadgate: OFF -->', '1 on [] -', '3 off [] -');
  check('- item <!-- roadgate-disable-next-line a/b -->', '1 disable-next-line [a/b] -');
  check('| a <!-- roadgate-disable a/b --> |\n|---|', '1 disable [a/b] -');
  check('<!-- x --> <!-- roadgate: off -->', '1 off [] -');
  check('# Title <!-- roadgate-enable -->', '1 enable [] -');
  check('<!-- roadgate-disable-all -->\n\n<!-- roadgate: maybe -->\n\n<!-- not roadgate -->');
  check('```\n<!-- roadgate: off -->\n```\n\n`<!-- roadgate: off -->`');

  it('spans the comment', () => {
    const text = 'a <!-- roadgate: off --> b';
    const { tree } = viewOf(text);
    const [directive] = readDirectives(tree);
    assert.equal(text.slice(directive?.span.from, directive?.span.to), '<!-- roadgate: off -->');
  });
});
