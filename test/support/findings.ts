import assert from 'node:assert/strict';
import { checkDocument } from '../../server/src/core/analysis/check.ts';
import type { DocumentEdit, Finding } from '../../server/src/core/analysis/finding.ts';
import { type DocumentRuns, NO_RUNS } from '../../server/src/core/analysis/gateRuns.ts';
import { type BranchStates, NO_BRANCHES } from '../../server/src/core/branches/states.ts';
import { type History, EMPTY_HISTORY } from '../../server/src/core/analysis/history.ts';
import { safeFixes } from '../../server/src/core/edit/safeFixes.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import type { SourceText } from '../../server/src/core/text/source.ts';
import type { ExpectedFinding } from './fixture.ts';
import { uriOf, workspaceFrom, type TestWorkspace } from './workspace.ts';

export interface CheckOptions {
  /** Paths that are on disk without being listed. */
  readonly unlisted?: readonly string[];
  /** Change what the fixture says about the workspace. */
  readonly workspace?: (workspace: TestWorkspace['workspace']) => TestWorkspace['workspace'];
  /** What git remembers. */
  readonly history?: History;
  /** What the gates of a document have shown. */
  readonly gates?: (document: RoadmapDocument) => DocumentRuns;
  /** What git says of the branches. */
  readonly branches?: BranchStates;
}

/** Compares the findings of `code` in every file of a fixture with the ones its carets state. */
export async function checkFindings(
  code: string,
  markup: string,
  {
    unlisted = [],
    workspace: change = (same) => same,
    history = EMPTY_HISTORY,
    gates = () => NO_RUNS,
    branches = NO_BRANCHES,
  }: CheckOptions = {},
): Promise<void> {
  const project = workspaceFrom(markup, unlisted);
  const workspace = change(project.workspace);
  for (const { path, source, expected } of project.fixture.files) {
    const document = workspace.documents.get(uriOf(path));
    const runs = document ? gates(document) : NO_RUNS;
    const facts = { ...(await project.facts(uriOf(path))), history, gates: runs, branches };
    const found = checkDocument(workspace, uriOf(path), facts).filter((finding) => finding.code === code);
    assert.deepEqual(
      found.map((finding, index) => describeFinding(source, finding, expected[index])),
      expected.map((finding) => describeFinding(source, finding)),
      path,
    );
  }
}

/** Applies the fix with this title to the first file of a fixture and compares the whole text. */
export async function checkFix(
  title: string,
  markup: string,
  expected: string,
  { history = EMPTY_HISTORY, branches = NO_BRANCHES }: Pick<CheckOptions, 'history' | 'branches'> = {},
): Promise<void> {
  const project = workspaceFrom(markup);
  const [file] = project.fixture.files;
  assert.ok(file !== undefined);
  const uri = uriOf(file.path);
  const facts = { ...(await project.facts(uri)), history, branches };
  const fixes = checkDocument(project.workspace, uri, facts).flatMap((finding) => finding.fixes);
  const fix = fixes.find((candidate) => candidate.title === title);
  assert.ok(fix !== undefined, `no fix “${title}” among: ${fixes.map((other) => other.title).join(', ')}`);
  assert.equal(applyEdits(file.source, fix.edits), expected);
}

/** Applies all fixes that are safe to the first file of a fixture and compares the whole text. */
export async function checkSafeFixes(
  markup: string,
  expected: string,
  { history = EMPTY_HISTORY }: Pick<CheckOptions, 'history'> = {},
): Promise<void> {
  const project = workspaceFrom(markup);
  const [file] = project.fixture.files;
  assert.ok(file !== undefined);
  const facts = { ...(await project.facts(uriOf(file.path))), history };
  const fixes = safeFixes(checkDocument(project.workspace, uriOf(file.path), facts));
  assert.equal(
    applyEdits(
      file.source,
      fixes.flatMap(({ edits }) => edits),
    ),
    expected,
  );
}

/** The text after edits whose offsets all refer to the text before them. */
export function applyEdits(source: SourceText, edits: readonly DocumentEdit[]): string {
  return edits
    .toSorted((a, b) => b.span.from - a.span.from)
    .reduce(
      (text, { span, newText }) => text.slice(0, span.from) + newText + text.slice(span.to),
      source.text,
    );
}

/** One line per finding; where the expectation leaves something open, so does this. */
function describeFinding(
  source: SourceText,
  finding: Finding | ExpectedFinding,
  pattern?: ExpectedFinding,
): string {
  const { line, character } = source.placeAt(finding.span.from);
  const severity = pattern !== undefined && pattern.severity === undefined ? undefined : finding.severity;
  const message = pattern?.message === '' ? '' : finding.message;
  const text = JSON.stringify(source.slice(finding.span));
  return `${line + 1}:${character + 1} ${text} ${finding.code} ${severity ?? ''}: ${message}`;
}
