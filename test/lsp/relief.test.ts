import assert from 'node:assert/strict';
import { createFolder, withFolder } from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { releaseMemory } from '../../server/src/host/memory.ts';
import { Documents } from '../../server/src/lsp/documents.ts';
import { Relief } from '../../server/src/lsp/relief.ts';

const ROOT = 'file:///project';
const TEXT = '# Plan\n\n### T-1: Store\n';

describe('Memory', () => {
  it('is given back when nobody opens or edits a document any more', async () => {
    const documents = openOne();
    const touched = documents.lastTouched;
    const released = await new Promise<number>((resolve) => {
      const relief = new Relief(documents, {
        ...OPTIONS,
        release: () => Promise.resolve(resolve(performance.now())),
      });
      relief.worked();
    });
    assert(released >= touched + OPTIONS.rest - 1, `after ${released - touched} ms`);
  });

  it('is left alone in a process that has not grown, or is too large', async () => {
    const documents = openOne();
    const asked: string[] = [];
    const relief = (
      name: string,
      options: Partial<typeof OPTIONS>,
      done: () => void = () => undefined,
    ): void =>
      new Relief(documents, {
        ...OPTIONS,
        ...options,
        release: () => {
          asked.push(name);
          done();
          return Promise.resolve();
        },
      }).worked();
    relief('not grown', { worth: 1e12 });
    relief('too large', { most: 0 });
    // Its turn comes after theirs.
    await new Promise<void>((resolve) => relief('worth it', {}, resolve));
    assert.deepEqual(asked, ['worth it']);
  });

  it('that was used before is free afterwards', async () => {
    let kept: unknown[] | undefined = Array.from({ length: 1_000_000 }, (_, index) => ({ index }));
    assert.equal(kept.length, 1_000_000);
    const before = process.memoryUsage().heapTotal;
    kept = undefined;
    await releaseMemory();
    assert.equal(kept, undefined);
    assert(process.memoryUsage().heapTotal < before - 10_000_000);
  });
});

/** No growth is asked for: how large the process of the tests is, nobody knows. */
const OPTIONS = { rest: 40, worth: -1e12, most: 1e12 };

function openOne(): Documents {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const read = (uri: string, text: string) => parseRoadmap(uri, new SourceText(text));
  const documents = new Documents(silent, () => undefined, undefined, { read });
  documents.update((workspace) => withFolder(workspace, createFolder(ROOT)));
  documents.open(`${ROOT}/a.md`, 1, TEXT);
  return documents;
}
