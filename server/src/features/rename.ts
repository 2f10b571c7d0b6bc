import type { ChangeAnnotation, Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { followAnchors } from '../core/edit/anchors.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { toRange } from './convert.ts';
import type { IdMention } from './mention.ts';
import { applied, type Change, isBent, whatWouldChange } from './renameCheck.ts';
import { isLeftAlone, mentionsOf, renameIn, type RenameEdit, spelled } from './renameEdits.ts';
import { type IdRange, rangesWith } from './renameRanges.ts';
import {
  findTarget,
  type Refusal,
  refused,
  type RenameTarget,
  type TargetAnswer,
  whyNotNamed,
} from './renameTarget.ts';
import type { Snapshot } from './snapshot.ts';
import { toTextEdits, toWorkspaceEdit, type VersionOf } from './workspaceEdit.ts';

export type PrepareAnswer =
  { readonly kind: 'ready'; readonly range: Range; readonly placeholder: string } | Refusal;

/** What of the text at the cursor is renamed, or why it cannot be; undefined in a document that is no roadmap. */
export function prepareRename(snapshot: Snapshot, position: Position): PrepareAnswer | undefined {
  const { document } = snapshot;
  if (!document.roadmap) return undefined;
  const answer = targetAt(snapshot, position);
  if (answer.kind === 'refused') return answer;
  const range = toRange(document.source, answer.span);
  return { kind: 'ready', range, placeholder: document.source.slice(answer.span) };
}

export type RenameAnswer =
  | { readonly kind: 'edits'; readonly edits: readonly RenameEdit[] }
  /** The id cannot have this name. */
  | Refusal
  /** There is no id that could have any other. */
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Gives a task another id, everywhere that roadmaps name it, and makes links follow its heading. Refused where
 * the new id is no id at that place, is taken, or where anything would mean another task than before. A range
 * that would is written out.
 */
export function provideRename(snapshot: Snapshot, position: Position, newName: string): RenameAnswer {
  const { workspace } = snapshot;
  const answer = targetAt(snapshot, position);
  if (answer.kind === 'refused') return { kind: 'none', reason: answer.reason };
  const { target } = answer;
  const name = newName.trim();
  const reason = whyNotNamed(target, name);
  if (reason !== undefined) return refused(reason);
  const written = spelled(target.id, target.id, name);
  if (written === target.id) return { kind: 'edits', edits: [] };
  const change = tryOut(workspace, target, name, written);
  const trouble = whatWouldChange(change);
  return trouble === undefined ? { kind: 'edits', edits: withLinks(change) } : refused(trouble);
}

/** An id at a place that the rename would not change is none to start from. */
function targetAt(snapshot: Snapshot, position: Position): TargetAnswer {
  const { document } = snapshot;
  const answer = findTarget(snapshot, document.source.offsetAt(position));
  if (answer.kind === 'refused' || !isLeftAlone(document, answer.mention)) return answer;
  const { id } = answer.mention;
  return refused(
    `${id} stays as it is here, in code, a comment or an address: put the cursor on the task, or where a sentence names it.`,
  );
}

interface Trial extends Change {
  readonly edits: readonly RenameEdit[];
}

/** Renames all mentions; then once more, with those ranges written out that came to mean something else. */
function tryOut(workspace: Workspace, target: RenameTarget, name: string, written: string): Trial {
  const mentions = mentionsOf(workspace, target);
  const ranges = new Map(
    [...workspace.documents.values()].flatMap((document) =>
      document.roadmap ? [[document, rangesWith(workspace, document, target)] as const] : [],
    ),
  );
  const edit = (chosen: (document: RoadmapDocument, range: IdRange) => boolean): Trial => {
    const edits = [...ranges].flatMap(([document, all]) => {
      const own: readonly IdMention[] = mentions.get(document) ?? [];
      const bent = all.filter((range) => chosen(document, range));
      return renameIn(document, own, target, name, bent);
    });
    return { before: workspace, after: applied(workspace, edits), target, written, edits };
  };
  const first = edit(() => false);
  const bent = new Set(
    [...ranges].flatMap(([document, all]) => all.filter((range) => isBent(first, document, range))),
  );
  return bent.size === 0 ? first : edit((_, range) => bent.has(range));
}

function withLinks({ before, after, edits }: Trial): readonly RenameEdit[] {
  const links = [...new Set(edits.map(({ uri }) => uri))].flatMap((uri) => {
    const [old, now] = [before.documents.get(uri), after.documents.get(uri)];
    return old && now ? followAnchors(before, old, now) : [];
  });
  return [...edits, ...links.map((edit) => ({ ...edit, why: 'link' as const }))];
}

/** What the editor can take, and which documents it has open. */
export interface RenameForm {
  readonly versionOf: VersionOf;
  readonly documentChanges: boolean;
  readonly annotations: boolean;
}

/** The edits as one change of the workspace; where the editor shows it first, each says what it is for. */
export function toRenameEdit(
  { workspace }: Pick<Snapshot, 'workspace'>,
  edits: readonly RenameEdit[],
  { versionOf, documentChanges, annotations }: RenameForm,
): WorkspaceEdit {
  const byDocument = editsByDocument(workspace, edits);
  if (!documentChanges) {
    const changes = byDocument.map(([document, own]) => [document.uri, toTextEdits(document, own)] as const);
    return { changes: Object.fromEntries(changes) };
  }
  if (!annotations) return toWorkspaceEdit({ workspace }, edits, versionOf);
  const kinds = [...new Set(edits.map(({ why }) => why))];
  return {
    documentChanges: byDocument.map(([document, own]) => ({
      textDocument: { uri: document.uri, version: versionOf(document.uri) },
      edits: own.flatMap((edit) =>
        toTextEdits(document, [edit]).map((each) => ({ ...each, annotationId: edit.why })),
      ),
    })),
    changeAnnotations: Object.fromEntries(kinds.map((why) => [why, ANNOTATIONS[why]])),
  };
}

function editsByDocument(
  workspace: Workspace,
  edits: readonly RenameEdit[],
): readonly (readonly [RoadmapDocument, readonly RenameEdit[]])[] {
  return [...new Set(edits.map(({ uri }) => uri))].flatMap((uri) => {
    const document = workspace.documents.get(uri);
    return document ? [[document, edits.filter((edit) => edit.uri === uri)] as const] : [];
  });
}

const ANNOTATIONS: Readonly<Record<RenameEdit['why'], ChangeAnnotation>> = {
  id: { label: 'Rename the id' },
  range: { label: 'Write ranges out', description: 'With the new id they would stand for other tasks.' },
  // The editor asks before a move takes anything along; what needs confirmation would be off in its preview.
  file: { label: 'Update references in roadmaps', description: 'They name a file that is moved.' },
  link: { label: 'Follow the heading', description: 'The anchor of a heading changes with its text.' },
};
