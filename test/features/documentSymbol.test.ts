import assert from 'node:assert/strict';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { provideDocumentSymbols, provideFlatSymbols } from '../../server/src/features/documentSymbol.ts';
import { dedent } from '../support/fixture.ts';
import { featureFixture } from './support.ts';

/** The outline as indented lines: name, and what stands beside it. */
function checkSymbols(markup: string, expected: string): void {
  const { snapshot } = featureFixture(markup);
  assert.equal(print(provideDocumentSymbols(snapshot.document)), dedent(expected).trimEnd());
}

function print(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .flatMap(({ name, detail, children }) => [
      `${indent}${name}${detail ? ` (${detail})` : ''}`,
      ...(children?.length ? [print(children, `${indent}  `)] : []),
    ])
    .join('\n');
}

const PLAN = `
  # Shop
  ## Phase 1: Basket
  ### Epic: Prices
  #### Issue #4: Round prices
  **Status:** In progress

  **Acceptance Criteria:**
  - [x] Cents are whole
  - [ ] Tax is added last
  ## Phase 2: Orders
  #### Issue #5: Send a mail
  **Status:** Done
`;

describe('Document symbols', () => {
  it('show phases, epics, tasks and criteria as a tree', () => {
    checkSymbols(
      PLAN,
      `
      Phase 1 Basket
        Prices
          #4 Round prices (in progress · 1 of 2 criteria met)
            Cents are whole (met)
            Tax is added last (open)
      Phase 2 Orders
        #5 Send a mail (done)
      `,
    );
  });

  it('hold the criteria of a phase and of the whole document', () => {
    checkSymbols(
      `
      # Plan
      ## Phase 1: Basket

      **Exit Criteria:**
      - [ ] Nobody pays twice

      #### Issue #4: Round prices
      **Status:** Open

      ## Success Criteria for 1.0
      - [x] It is fast
      `,
      `
      Phase 1 Basket
        Nobody pays twice (open)
        #4 Round prices (to do)
      It is fast (met)
      `,
    );
  });

  it('are silent about a document that is no roadmap', () => {
    checkSymbols('# Read me\n\nText.\n', '');
  });

  it('strike through what was cancelled', () => {
    const { snapshot } = featureFixture(
      '# Plan\n### Task 1: A\n**Status:** Cancelled\n### Task 2: B\n**Status:** Open\n',
    );
    assert.deepEqual(
      provideDocumentSymbols(snapshot.document).map(({ tags }) => tags),
      [[1], undefined],
    );
  });

  it('lie within each other, and their names within them', () => {
    const { snapshot } = featureFixture(PLAN);
    const check = (symbol: DocumentSymbol): void => {
      assert(symbol.range.start.line <= symbol.selectionRange.start.line);
      assert(symbol.range.end.line >= symbol.selectionRange.end.line);
      for (const child of symbol.children ?? []) {
        assert(
          symbol.range.start.line <= child.range.start.line && child.range.end.line <= symbol.range.end.line,
        );
        check(child);
      }
    };
    provideDocumentSymbols(snapshot.document).forEach(check);
  });

  it('become a list for editors that show no tree', () => {
    const { snapshot } = featureFixture(PLAN);
    const symbols = provideFlatSymbols(snapshot.document);
    assert.deepEqual(
      symbols.slice(0, 3).map(({ name, containerName }) => [name, containerName]),
      [
        ['Phase 1 Basket', undefined],
        ['Prices', 'Phase 1 Basket'],
        ['#4 Round prices', 'Prices'],
      ],
    );
  });
});
