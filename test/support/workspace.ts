import {
  gatherFacts,
  neededFacts,
  type Facts,
  type FactSource,
} from '../../server/src/core/analysis/facts.ts';
import { CONFIG_FILE, mergeConfig } from '../../server/src/core/config.ts';
import { parseProjectConfig } from '../../server/src/core/configFile.ts';
import { FileIndex } from '../../server/src/core/index/files.ts';
import { countLines } from '../../server/src/core/index/lines.ts';
import {
  createFolder,
  EMPTY_WORKSPACE,
  withComplete,
  withDocuments,
  withFolder,
  type Folder,
  type Workspace,
} from '../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { parseOptions } from '../../server/src/core/parse/options.ts';
import { readFixture, type Fixture } from './fixture.ts';

/** The URI of the folder that holds the files of a fixture. */
export const ROOT = 'file:///project';

/** A workspace in memory, and everything about it that a test asks. */
export interface TestWorkspace {
  readonly workspace: Workspace;
  readonly folder: Folder;
  readonly fixture: Fixture;
  /** Answers from the fixture's texts. */
  readonly source: FactSource;
  /** What the rules need to know before they check a document. */
  readonly facts: (uri: string) => Promise<Facts>;
}

/** The URI of a fixture's file: `/docs/plan.md` → `file:///project/docs/plan.md`. */
export function uriOf(path: string): string {
  return `${ROOT}${path}`;
}

/**
 * A complete workspace of one folder with the files of a fixture. Markdown files are parsed as documents,
 * `/.roadgate.yaml` is its configuration, the others exist with their text.
 * @param unlisted paths that are on disk but not in the list of files, as those that git ignores.
 */
export function workspaceFrom(markup: string | Fixture, unlisted: readonly string[] = []): TestWorkspace {
  const fixture = typeof markup === 'string' ? readFixture(markup) : markup;
  const texts = new Map(fixture.files.map(({ path, text }) => [path.slice(1), text]));
  const { config } = parseProjectConfig(texts.get(CONFIG_FILE) ?? '');
  const folder = createFolder(ROOT, {
    files: FileIndex.from(texts.keys()),
    config: mergeConfig({}, config),
  });
  const documents = fixture.files
    .filter(({ path }) => path.endsWith('.md'))
    .map(({ path, source }) => parseRoadmap(uriOf(path), source, parseOptions(folder.config, path.slice(1))));
  const workspace = withComplete(withDocuments(withFolder(EMPTY_WORKSPACE, folder), documents), true);
  const source: FactSource = {
    lineCount: (path) => {
      const file = fixture.files.find((other) => other.path === `/${path}`);
      return Promise.resolve(file && countLines(file.source));
    },
    exists: (path) => Promise.resolve(texts.has(path) || unlisted.includes(path)),
    ignored: () => Promise.resolve(false),
    submodule: () => Promise.resolve(undefined),
    readText: (path) => Promise.resolve(texts.get(path)),
  };
  return {
    workspace,
    folder,
    fixture,
    source,
    facts: (uri) => gatherFacts(neededFacts(workspace, uri), source),
  };
}
