import assert from 'node:assert/strict';
import { findById } from '../../../server/src/core/index/ids.ts';
import type { RoadmapDocument } from '../../../server/src/core/model/document.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  withDocuments,
  withFolder,
  type Workspace,
} from '../../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { parseOptions } from '../../../server/src/core/parse/options.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

describe('A workspace', () => {
  const folder = createFolder('file:///project');
  const plan = (name: string, id = 'T-1'): RoadmapDocument =>
    parseRoadmap(
      `${folder.uri}/${name}.md`,
      new SourceText(`# Plan\n\n### ${id}: Build it\n\n**Status:** Open\n`),
      parseOptions(folder.config, `${name}.md`),
    );
  const meant = (workspace: Workspace): string | undefined =>
    findById(workspace, plan('from', 'T-2'), 'T-1')[0]?.document.uri;

  it('means the same task by an id, whichever document was read first', () => {
    const empty = withFolder(EMPTY_WORKSPACE, folder);
    const one = withDocuments(withDocuments(empty, [plan('b')]), [plan('c'), plan('a')]);
    const other = withDocuments(withDocuments(empty, [plan('c'), plan('a')]), [plan('b')]);
    assert.equal(meant(one), 'file:///project/a.md');
    assert.equal(meant(other), 'file:///project/a.md');
    // A document that is read again stays where it was.
    assert.deepEqual([...withDocuments(one, [plan('b')]).documents.keys()], [...other.documents.keys()]);
  });
});
