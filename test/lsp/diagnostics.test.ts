import assert from 'node:assert/strict';
import type { Diagnostic, Range } from 'vscode-languageserver/node';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { EDITING_ROOM, layOut } from '../../server/src/core/markdown/layout.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { EditedDiagnostics } from '../../server/src/lsp/diagnostics.ts';

const OWN = 'file:///own.md';
const OTHER = 'file:///other.md';

const finding: Finding = {
  code: 'status/conflict',
  severity: 'warning',
  span: { from: 0, to: 3 },
  message: 'One is done here, but open in other.md.',
  related: [{ uri: OTHER, span: { from: 0, to: 3 }, message: 'One is open' }],
  fixes: [],
};

/** Asks for the diagnostics of one document, again and again, while another one changes. */
class Editor {
  /** The line of the other document that the finding points at. */
  line = 0;
  version = 1;
  readonly #edited = new EditedDiagnostics();
  #layout = layOut(new SourceText('One\n'), null, [], EDITING_ROOM);

  /** The document itself gets another line at its end. */
  grow(): void {
    this.#layout = layOut(new SourceText('One\nTwo\n'), null, [], EDITING_ROOM);
  }

  ask(): Diagnostic | undefined {
    const rangeOf = (uri: string): Range => {
      const at = { line: uri === OTHER ? this.line : 0, character: 0 };
      return { start: at, end: at };
    };
    return this.#edited.of(OWN, [finding], this.#layout, { rangeOf, versionOf: () => this.version })[0];
  }
}

describe('The diagnostics of an edited document', () => {
  it('stay the same values while neither it nor the documents they point into change', () => {
    const editor = new Editor();
    editor.ask();
    const settled = editor.ask();
    assert.equal(editor.ask(), settled);
  });

  it('stay the same values where other lines move', () => {
    const editor = new Editor();
    editor.ask();
    const settled = editor.ask();
    editor.grow();
    assert.equal(editor.ask(), settled);
  });

  it('follow the places in other documents', () => {
    const editor = new Editor();
    editor.ask();
    editor.ask();
    [editor.line, editor.version] = [7, 2];
    assert.equal(editor.ask()?.relatedInformation?.[0]?.location.range.start.line, 7);
    assert.equal(editor.ask()?.relatedInformation?.[0]?.location.range.start.line, 7);
  });
});
