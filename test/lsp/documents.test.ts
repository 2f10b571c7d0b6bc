import assert from 'node:assert/strict';
import { mergeConfig } from '../../server/src/core/config.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import { createFolder, withConfig, withFolder } from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { Documents } from '../../server/src/lsp/documents.ts';

const ROOT = 'file:///project';
const URI = `${ROOT}/PLAN.md`;
const TEXT = '# Plan\n\n### T-1: Store\n\n**Status:** Done\n\n- [ ] `src/a.ts:4` is gone\n\n### T-2: Send\n';

/** A document that no other reading of the text comes to. */
const EARLIER: RoadmapDocument = { ...parseRoadmap(URI, new SourceText(TEXT)), title: 'As it was kept' };

describe('A document that was read before', () => {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

  function open(earlier?: RoadmapDocument): { documents: Documents; changed: string[] } {
    const changed: string[] = [];
    const read = (_: string, text: string): RoadmapDocument | undefined =>
      text === TEXT ? earlier : undefined;
    const documents = new Documents(silent, (uri) => changed.push(uri), undefined, { read });
    documents.update((workspace) => withFolder(workspace, createFolder(ROOT)));
    return { documents, changed };
  }

  const titleOf = (documents: Documents): string | null | undefined =>
    documents.snapshot(URI)?.document.title;

  it('is not read again when it is opened', () => {
    const { documents } = open(EARLIER);
    documents.open(URI, 1, TEXT);
    assert.equal(titleOf(documents), 'As it was kept');
    assert.deepEqual(documents.rangeOf(URI, { from: 0, to: 6 })?.end, { line: 0, character: 6 });
  });

  it('is that of the workspace, if its text is the same', () => {
    const { documents } = open();
    documents.take(EARLIER);
    documents.open(URI, 1, TEXT);
    assert.equal(titleOf(documents), 'As it was kept');
    const other = open().documents;
    other.take(EARLIER);
    other.open(URI, 1, `${TEXT}\n`);
    assert.equal(titleOf(other), 'Plan');
  });

  it('is read when it is edited', () => {
    const { documents } = open(EARLIER);
    documents.open(URI, 1, TEXT);
    assert.equal(titleOf(documents), 'As it was kept');
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } };
    documents.edit(URI, 2, [{ range, text: 's' }]);
    assert.equal(titleOf(documents), 'Plans');
    documents.edit(URI, 3, [{ range: { ...range, end: { line: 0, character: 7 } }, text: '' }]);
    assert.equal(titleOf(documents), 'Plan');
  });

  it('is read for edits when nobody waits, and nothing else is different', () => {
    const { documents, changed } = open(parseRoadmap(URI, new SourceText(TEXT)));
    documents.open(URI, 1, TEXT);
    const before = documents.snapshot(URI)?.document;
    assert.equal(documents.layoutOf(URI), undefined);
    const told = changed.length;
    assert.equal(documents.prepare(URI), true);
    assert.notEqual(documents.layoutOf(URI), undefined);
    assert.equal(changed.length, told);
    assert.deepEqual(dataOf(documents.snapshot(URI)?.document), dataOf(before));
    assert.equal(documents.prepare(URI), false);
  });

  it('has nothing to prepare where it was just read, or is closed', () => {
    const { documents } = open();
    documents.open(URI, 1, TEXT);
    assert.equal(titleOf(documents), 'Plan');
    assert.equal(documents.prepare(URI), false);
    documents.close(URI);
    assert.equal(documents.prepare(URI), false);
  });

  it('is read again where other words are read', () => {
    const { documents } = open(EARLIER);
    documents.open(URI, 1, TEXT);
    assert.equal(titleOf(documents), 'As it was kept');
    const config = mergeConfig({}, { words: { status: { done: ['sent'] } } });
    documents.update((workspace) => withConfig(workspace, ROOT, config));
    documents.reparse(ROOT);
    assert.equal(titleOf(documents), 'Plan');
  });
});

function dataOf(document: RoadmapDocument | undefined): unknown {
  return document && { ...document, source: document.source.text };
}
