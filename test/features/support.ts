import type { Snapshot, TaskResults } from '../../server/src/features/snapshot.ts';
import { cursorOf } from '../support/fixture.ts';
import { uriOf, workspaceFrom, type TestWorkspace } from '../support/workspace.ts';

export interface FeatureFixture extends TestWorkspace {
  /** The document with the cursor, or the first one. */
  readonly snapshot: Snapshot;
}

/** A fixture as a feature sees it; every document is open at version 1. */
export function featureFixture(markup: string): FeatureFixture {
  const test = workspaceFrom(markup);
  const [first] = test.fixture.files;
  const file = test.fixture.files.find(({ cursor }) => cursor !== undefined) ?? first;
  const document = file && test.workspace.documents.get(uriOf(file.path));
  if (!document) throw new Error('The fixture has no Markdown file.');
  return { ...test, snapshot: { workspace: test.workspace, document, version: 1 } };
}

/** The place of `<|>`. */
export function placeIn({ fixture }: FeatureFixture): { line: number; character: number } {
  return cursorOf(fixture).place;
}

/** No gate has run. */
export const NO_RESULTS: TaskResults = () => undefined;

/** The path in the fixture that a URI stands for. */
export function pathOf(uri: string): string {
  return uri.replace(uriOf(''), '');
}
