import assert from 'node:assert/strict';
import {
  evidenceBlock,
  type GateReport,
  hasEvidenceMarkers,
  replaceEvidence,
} from '../../server/src/forge/evidence.ts';

const FAILED: GateReport = {
  name: 'Validate',
  commands: ['make all'],
  outcome: 'failed',
  commit: null,
  duration: 1,
  fresh: true,
};

describe('The evidence in the text of a pull request', () => {
  it('is replaced between its markers, and nothing else is touched', () => {
    const before = `  Mine  \r\n\r\n* x\r\n${evidenceBlock([]).replaceAll('\n', '\r\n')}\r\n\r\n<!-- roadgate:evidence -->`;
    const after = replaceEvidence(before, [FAILED]) ?? '';
    assert.match(after, /^ {2}Mine {2}\r\n\r\n\* x\r\n<!-- roadgate:evidence -->\r\n\r\n\| Gate {7}\|/);
    assert.match(
      after,
      /\| failed \|.*\r\n\r\n<!-- \/roadgate:evidence -->\r\n\r\n<!-- roadgate:evidence -->$/,
    );
    assert.doesNotMatch(after, /No gate/);
    assert.equal(replaceEvidence(after, []), before);
  });

  it('has no place where somebody took the markers away', () => {
    for (const body of [
      '',
      'Text',
      '<!-- roadgate:evidence -->',
      '<!-- /roadgate:evidence --><!-- roadgate:evidence -->',
    ]) {
      assert.equal(replaceEvidence(body, [FAILED]), undefined);
      assert.equal(hasEvidenceMarkers(body), false);
    }
  });

  it('cannot be ended by a command', () => {
    const block = evidenceBlock([{ ...FAILED, commands: ['echo "<!-- /roadgate:evidence -->"'] }]);
    assert.equal(replaceEvidence(block, []), evidenceBlock([]));
  });
});
