import {
  type SemanticTokensEdit,
  SemanticTokenModifiers,
  SemanticTokenTypes,
} from 'vscode-languageserver-types';
import { resolveReference } from '../core/index/references.ts';
import type { Dependency, Item, Reference, Status, Task } from '../core/model/document.ts';
import { effectiveStatus } from '../core/model/status.ts';
import { locate } from '../core/model/workspace.ts';
import type { SourceText, Span } from '../core/text/source.ts';
import type { Snapshot } from './snapshot.ts';
import { unitsWithin, valuesWithin } from './within.ts';

/**
 * Types are those that every editor's themes know. The modifiers beyond `declaration` are ours; the manifest
 * describes them to VS Code and gives them the colours of the grammars in `syntaxes/`.
 */
const TYPES = [
  SemanticTokenTypes.type,
  SemanticTokenTypes.enumMember,
  SemanticTokenTypes.string,
  SemanticTokenTypes.number,
] as const;
const STATES: Readonly<Record<Status, string>> = {
  todo: 'todo',
  'in-progress': 'inProgress',
  'in-review': 'inReview',
  blocked: 'blocked',
  done: 'done',
  deferred: 'deferred',
  cancelled: 'cancelled',
};
const MODIFIERS: readonly string[] = [
  SemanticTokenModifiers.declaration,
  ...Object.values(STATES),
  'resolved',
];

/** What the numbers of the tokens mean. */
export const SEMANTIC_LEGEND = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] };

/** A token as LSP sends it: line and column from the one before, length, type, modifiers. */
const FIELDS = 5;

interface Token {
  readonly span: Span;
  readonly type: (typeof TYPES)[number];
  readonly modifiers: readonly string[];
}

/**
 * Ids of tasks, states, and references to files, as LSP encodes them. Tokens neither overlap nor go beyond
 * their line. A document that is no roadmap has none.
 * @param within only the tokens that touch this span; absent: all.
 */
export function provideSemanticTokens(snapshot: Snapshot, within?: Span): number[] {
  const { document } = snapshot;
  if (!document.roadmap) return [];
  const wanted = within ?? { from: 0, to: document.source.length };
  const touching = [...tokensOf(snapshot, wanted)].filter(
    ({ span }) => span.from < wanted.to && span.to > wanted.from,
  );
  return encode(document.source, withoutOverlaps(touching));
}

/** What an editor must change in the numbers it has: whole tokens that are the same at both ends stay. */
export function compareTokens(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  start -= start % FIELDS;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  tail -= tail % FIELDS;
  const deleteCount = before.length - tail - start;
  const data = after.slice(start, after.length - tail);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

function* tokensOf(snapshot: Snapshot, wanted: Span): Iterable<Token> {
  const { document } = snapshot;
  const { tasks, groups } = unitsWithin(document, wanted);
  for (const task of tasks) yield* taskTokens(task);
  for (const group of groups) yield* dependencyTokens(group.dependsOn);
  yield* markTokens(valuesWithin(document.criteria, ({ span }) => span, wanted));
  yield* referenceTokens(
    snapshot,
    valuesWithin(document.references, ({ span }) => span, wanted),
  );
}

function* taskTokens(task: Task): Iterable<Token> {
  const { idSpan, status, statusClaim } = task;
  if (idSpan) {
    const modifiers = [SemanticTokenModifiers.declaration, STATES[effectiveStatus(task)]];
    yield { span: idSpan, type: SemanticTokenTypes.type, modifiers };
  }
  // A struck title is drawn as such by Markdown itself, and holds ids and references.
  if (status && statusClaim && statusClaim.kind !== 'strike') yield stateToken(statusClaim.span, status);
  yield* dependencyTokens(task.dependsOn);
  yield* markTokens(task.items);
}

function* dependencyTokens(dependencies: readonly Dependency[]): Iterable<Token> {
  for (const { span } of dependencies) yield { span, type: SemanticTokenTypes.type, modifiers: [] };
}

function* markTokens(items: readonly Item[]): Iterable<Token> {
  for (const { mark, checked } of items)
    if (mark && checked !== null) yield stateToken(mark.span, checked ? 'done' : 'todo');
}

function stateToken(span: Span, status: Status): Token {
  return { span, type: SemanticTokenTypes.enumMember, modifiers: [STATES[status]] };
}

function* referenceTokens(
  { workspace, document }: Snapshot,
  references: readonly Reference[],
): Iterable<Token> {
  const folder = locate(workspace, document.uri)?.folder;
  for (const reference of references) {
    const isResolved = folder && resolveReference(folder, document, reference).kind !== 'missing';
    const modifiers = isResolved === true ? ['resolved'] : [];
    yield { span: reference.pathSpan, type: SemanticTokenTypes.string, modifiers };
    for (const span of reference.rangeSpans) yield { span, type: SemanticTokenTypes.number, modifiers: [] };
  }
}

/** Of tokens that overlap, the one that starts first; of those that start together, the first given. */
function withoutOverlaps(tokens: readonly Token[]): Token[] {
  let end = 0;
  return tokens
    .toSorted((a, b) => a.span.from - b.span.from)
    .filter(({ span }) => {
      if (span.from < end) return false;
      end = span.to;
      return true;
    });
}

/** @param tokens in the order of the text. */
function encode(source: SourceText, tokens: readonly Token[]): number[] {
  const data: number[] = [];
  let last = { line: 0, character: 0 };
  for (const { span, type, modifiers } of tokens) {
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << MODIFIERS.indexOf(modifier)), 0);
    for (const { from, to } of linesOf(source, span)) {
      const { line, character } = source.placeAt(from);
      const column = line === last.line ? character - last.character : character;
      data.push(line - last.line, column, to - from, TYPES.indexOf(type), bits);
      last = { line, character };
    }
  }
  return data;
}

/** The span line by line, without line ends and blanks around: the box of an open criterion holds a blank. */
function* linesOf(source: SourceText, span: Span): Iterable<Span> {
  const text = source.slice(span);
  for (const { 0: written, index } of text.matchAll(/\S(?:[^\r\n]*\S)?/g)) {
    yield { from: span.from + index, to: span.from + index + written.length };
  }
}
