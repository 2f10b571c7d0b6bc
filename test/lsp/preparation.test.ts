import assert from 'node:assert/strict';
import { createFolder, withFolder } from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { Documents } from '../../server/src/lsp/documents.ts';
import { Preparation } from '../../server/src/lsp/preparation.ts';

const ROOT = 'file:///project';
const TEXT = '# Plan\n\n### T-1: Store\n';

describe('Documents that are made ready for edits', () => {
  it('are so one after the other, also if the check of one fails', async () => {
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const read = (uri: string, text: string) => parseRoadmap(uri, new SourceText(text));
    const documents = new Documents(silent, () => undefined, undefined, { read });
    documents.update((workspace) => withFolder(workspace, createFolder(ROOT)));
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
});
