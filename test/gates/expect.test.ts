import assert from 'node:assert/strict';
import { expectationProblem, readExpectations, withExpectation } from '../../server/src/gates/expect.ts';

const MARK = '# roadgate: expect=1';

describe('an expected exit code', () => {
  it('is that of one line', () =>
    assert.deepEqual(readExpectations(`make\ngrep -r secret . ${MARK}\nx  #roadgate:expect=0,2 `), [
      { line: 2, codes: [1] },
      { line: 3, codes: [0, 2] },
    ]));
  it('is none in a line of its own, or with other words', () => {
    assert.deepEqual(readExpectations(`${MARK}\nx ${MARK} or so\nx # roadgate: expect=-1`), []);
  });
  it('leaves other lines as they are', () => assert.equal(withExpectation('a  # b', 1, 'f'), 'a  # b'));

  function checkProblem(
    script: string,
    expected: string | undefined,
    dialect: 'bash' | 'pwsh' = 'bash',
  ): void {
    assert.equal(expectationProblem(script, dialect), expected);
  }
  it('can be checked where a command has a line to itself', () => {
    checkProblem(`make\nif x; then\n  y\nfi\ngrep "a # b" 'c' | wc ${MARK}`, undefined);
    checkProblem('make', undefined, 'pwsh');
  });
  it('is refused elsewhere, and by other shells', () => {
    const refused = (line: number): string =>
      `Line ${line} expects an exit code: that needs a command on one line of its own.`;
    checkProblem(`a \\\n  b ${MARK}`, refused(2));
    checkProblem(`cat <<X\na ${MARK}\nX`, refused(2));
    checkProblem(`echo "\na ${MARK}\n"`, refused(2));
    checkProblem(`fi ${MARK}`, refused(1));
    checkProblem(`a && ${MARK}`, refused(1));
    checkProblem(`a # note ${MARK}`, refused(1));
    checkProblem(`a ${MARK}`, 'Line 1 expects an exit code: that needs bash, zsh or sh, not pwsh.', 'pwsh');
  });
});
