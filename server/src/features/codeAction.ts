import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import type { DocumentEdit, Finding } from '../core/analysis/finding.ts';
import { safeFixes } from '../core/edit/safeFixes.ts';
import { silence } from '../core/edit/silence.ts';
import type { MarkdownTree } from '../core/markdown/tree.ts';
import type { Span } from '../core/text/source.ts';
import { toRange, toSpan } from './convert.ts';
import { toDiagnostic } from './diagnostics.ts';
import { missingFile } from './missingFile.ts';
import type { Snapshot } from './snapshot.ts';
import { toWorkspaceEdit, type VersionOf } from './workspaceEdit.ts';

export const FIX_ALL = 'source.fixAll.roadgate';

/** Writes where the lines are now that the document's references meant. */
export const UPDATE_LINES = 'source.updateLineReferences.roadgate';

export interface CodeActionOptions {
  /** Kinds the editor asks for; undefined: all that have a place in its menu. */
  readonly only: readonly string[] | undefined;
  /** What the editor shows at the place; a fix names the one it solves. */
  readonly diagnostics: readonly Diagnostic[];
  readonly versionOf: VersionOf;
  /** The Markdown of the document; without it, no comment can be placed. */
  readonly tree?: MarkdownTree | undefined;
  /** The editor can make files. */
  readonly createsFiles: boolean;
}

/**
 * The answers to the findings at a place as quick fixes, the best one marked as preferred;
 * `source.fixAll.roadgate`, which takes all answers of the document that are safe; and
 * `source.updateLineReferences.roadgate`.
 */
export function provideCodeActions(
  snapshot: Snapshot,
  findings: readonly Finding[],
  range: Range,
  options: CodeActionOptions,
): CodeAction[] {
  const actions: CodeAction[] = [];
  if (wants(options, CodeActionKind.QuickFix))
    actions.push(...quickFixes(snapshot, findings, range, options));
  // Editors run these on save and by name; in the menu of a place they would be noise.
  if (options.only === undefined) return actions;
  const sourceActions = [
    {
      kind: FIX_ALL,
      title: 'Fix all Roadgate findings that have one safe answer',
      edits: safeFixes(findings).flatMap(({ edits }) => edits),
    },
    { kind: UPDATE_LINES, title: 'Update line references', edits: updatedLines(findings) },
  ];
  for (const { kind, title, edits } of sourceActions) {
    if (!wants(options, kind) || edits.length === 0) continue;
    actions.push({ title, kind, edit: toWorkspaceEdit(snapshot, edits, options.versionOf) });
  }
  return actions;
}

/** The edits for all references whose lines are now in one other place, with changes or without. */
export function updatedLines(findings: readonly Finding[]): readonly DocumentEdit[] {
  return findings.flatMap(({ code, fixes: [fix, ...others] }) =>
    code === 'reference/drifted' && fix && others.length === 0 ? fix.edits : [],
  );
}

function* quickFixes(
  snapshot: Snapshot,
  findings: readonly Finding[],
  range: Range,
  options: CodeActionOptions,
): Iterable<CodeAction> {
  const asked = toSpan(snapshot.document.source, range);
  const rangeOf = (uri: string, span: Span): Range | undefined => {
    const source = snapshot.workspace.documents.get(uri)?.source;
    return source && toRange(source, span);
  };
  for (const finding of findings) {
    if (finding.span.from > asked.to || finding.span.to < asked.from) continue;
    const own = toDiagnostic(snapshot.document.uri, rangeOf, finding);
    const diagnostics = options.diagnostics.filter((shown) => isSame(shown, own));
    for (const [index, fix] of finding.fixes.entries()) {
      yield {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics,
        isPreferred: fix.preferred && index === 0,
        edit: toWorkspaceEdit(snapshot, fix.edits, options.versionOf),
      };
    }
    const missing = options.createsFiles ? missingFile(snapshot, finding) : undefined;
    if (missing !== undefined) {
      yield {
        title: `Create ${missing.path}`,
        kind: CodeActionKind.QuickFix,
        diagnostics,
        edit: { documentChanges: [missing.create] },
      };
    }
    const edits = silencing(snapshot, finding, options);
    if (edits === undefined) continue;
    yield {
      title: `Silence ${finding.code} on this line`,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      edit: toWorkspaceEdit(snapshot, edits, options.versionOf),
    };
  }
}

/** What is wrong with a comment is mended, not commented on. */
function silencing(
  { document }: Snapshot,
  finding: Finding,
  { tree }: CodeActionOptions,
): readonly DocumentEdit[] | undefined {
  return tree && !finding.code.startsWith('suppression/') ? silence(document.uri, tree, finding) : undefined;
}

/** A kind that the editor asks for stands for all kinds below it. */
function wants({ only }: CodeActionOptions, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return (
    a.code === b.code &&
    a.message === b.message &&
    a.range.start.line === b.range.start.line &&
    a.range.start.character === b.range.start.character
  );
}
