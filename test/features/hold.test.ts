import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { holdBack } from '../../server/src/features/hold.ts';
import { readFixture } from '../support/fixture.ts';

/** Findings on the marked stretches of a text, typed at `<|>`: which of them are shown? */
function checkHold(markup: string, shown: readonly string[], expected: readonly string[]): void {
  const [file] = readFixture(markup).files;
  assert(file?.cursor !== undefined);
  const source = new SourceText(file.text);
  const findings = file.ranges.map((span) => finding(source.slice(span), span));
  const before = shown.map((text) => finding(text, { from: 0, to: 1 }));
  const visible = holdBack(findings, before, source, file.cursor);
  assert.deepEqual(
    visible.map(({ message }) => message),
    expected,
  );
}

function finding(message: string, span: Finding['span']): Finding {
  return { code: 'reference/missing', severity: 'warning', message, span, related: [], fixes: [] };
}

describe('Findings on the word being typed', () => {
  it('are held back', () => {
    checkHold('See `<|src/ap|><|>` and', [], []);
  });

  it('are shown when the cursor has left the word', () => {
    checkHold('See `<|src/ap|>` and <|>more', [], ['src/ap']);
  });

  it('stay when they were there before', () => {
    checkHold('See `<|src/ap|>`<|> and', ['src/ap'], ['src/ap']);
  });

  it('do not keep others back', () => {
    checkHold('See `<|src/a|>` and `<|src/b|><|>`', [], ['src/a']);
  });
});
