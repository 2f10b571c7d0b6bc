import assert from 'node:assert/strict';
import { createFolder, withFolder } from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { Documents, type EarlierDocuments, MOST_READY } from '../../server/src/lsp/documents.ts';
import { Preparation } from '../../server/src/lsp/preparation.ts';

const ROOT = 'file:///project';
const TEXT = '# Plan\n\n### T-1: Store\n';

function open(earlier?: EarlierDocuments): Documents {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const documents = new Documents(silent, () => undefined, undefined, earlier);
  documents.update((workspace) => withFolder(workspace, createFolder(ROOT)));
  return documents;
}

describe('Documents that are made ready for edits', () => {
  it('are so one after the other, also if the check of one fails', async () => {
    const documents = open({ read: (uri, text) => parseRoadmap(uri, new SourceText(text)) });
    const uris = [`${ROOT}/a.md`, `${ROOT}/b.md`];
    for (const uri of uris) documents.open(uri, 1, TEXT);
    assert.equal(documents.stable.documents.size, 2);
    const checked: string[] = [];
    await new Promise<void>((resolve) => {
      const preparation = new Preparation(documents, (uri) => {
        checked.push(uri);
        if (checked.length === uris.length) resolve();
        return Promise.reject(new Error('A rule failed.'));
      });
      for (const uri of uris) preparation.shown(uri);
    });
    assert.deepEqual(checked, uris);
    assert(uris.every((uri) => documents.layoutOf(uri) !== undefined));
  });

  it('are those that were opened last, where there are many', async () => {
    const documents = open();
    const uris = Array.from({ length: 3 * MOST_READY }, (_, index) => `${ROOT}/${index}.md`);
    for (const uri of uris) documents.open(uri, 1, TEXT);
    // Nobody looks before all are open, as where an editor comes back with its tabs.
    assert.equal(documents.workspace.documents.size, uris.length);
    assert.deepEqual(
      uris.filter((uri) => !documents.isUnprepared(uri)),
      [],
    );
    const last = uris.at(-1);
    await new Promise<void>((resolve) => {
      const preparation = new Preparation(documents, (uri) => {
        if (uri === last) resolve();
        return Promise.resolve();
      });
      for (const uri of uris) preparation.shown(uri);
    });
    assert.deepEqual(
      uris.filter((uri) => !documents.isUnprepared(uri)),
      uris.slice(-MOST_READY),
    );
    // An edit makes room for itself.
    const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 6 } };
    documents.edit(`${ROOT}/0.md`, 2, [{ range, text: 'Other' }]);
    assert.equal(documents.snapshot(`${ROOT}/0.md`)?.document.title, 'Other');
    assert.equal(documents.isUnprepared(`${ROOT}/0.md`), false);
  });
});
