import {
  ErrorCodes,
  LSPErrorCodes,
  type Position,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  WillRenameFilesRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { FileMove } from '../core/edit/movedFiles.ts';
import { provideMovedFiles, toMovedFilesEdit } from '../features/movedFiles.ts';
import { prepareRename, provideRename, type RenameForm, toRenameEdit } from '../features/rename.ts';
import type { Client } from './client.ts';
import type { Documents } from './documents.ts';
import type { Services } from './registrations.ts';
import { canonicalUri } from './uris.ts';

type RenameServices = Pick<Services, 'client' | 'documents' | 'facts' | 'folders'>;

/** Renaming looks at the disk before it changes documents that nobody sees. */
export function registerRename(services: RenameServices & Pick<Services, 'requests'>): void {
  const { requests, facts } = services;
  requests.onDocument(PrepareRenameRequest.type, 'complete', async (snapshot, { position }) => {
    const answer = prepareRename(snapshot, position);
    if (answer?.kind === 'refused') throw refusal(answer.reason);
    const reason = answer && (await facts.whyNotEdit(snapshot.document.uri));
    if (reason !== undefined) throw refusal(reason);
    return answer ? { range: answer.range, placeholder: answer.placeholder } : null;
  });
  requests.onDocument(RenameRequest.type, 'complete', async (_, { textDocument, position, newName }) => {
    const attempt = () => tryRename(services, textDocument.uri, position, newName);
    // A closed file may have changed a moment ago; then it has just been read again.
    let edit = await attempt();
    if (edit === undefined) edit = await attempt();
    if (edit === undefined)
      throw new ResponseError(LSPErrorCodes.ContentModified, 'A document changed meanwhile: rename again.');
    return edit;
  });
}

/** An editor is about to move files: the roadmaps that name them follow. */
export function registerMovedFiles(services: Services): void {
  services.requests.on(WillRenameFilesRequest.type, 'complete', async ({ files }) => {
    const moves = files.map(({ oldUri, newUri }) => ({
      from: canonicalUri(oldUri),
      to: canonicalUri(newUri),
    }));
    const attempt = () => tryMove(services, moves);
    const edit = (await attempt()) ?? (await attempt());
    return edit ?? null;
  });
}

/** Undefined if something changed while the disk was looked at. */
async function tryMove(
  { client, documents, facts, folders, settings, connection }: Services,
  moves: readonly FileMove[],
): Promise<WorkspaceEdit | null | undefined> {
  const { editorMovesLinks } = await settings.get();
  const { workspace } = documents;
  const edits = provideMovedFiles(workspace, moves, { links: !editorMovesLinks });
  const left = new Set<string>();
  for (const uri of new Set(edits.map((edit) => edit.uri))) {
    const reason = await facts.whyNotEditUnseen(uri);
    // The files are moved in any case; the other documents still follow.
    if (reason !== undefined) {
      left.add(uri);
      connection.console.warn(`References to moved files were not updated: ${reason}`);
    } else if (!(await facts.isUpToDate(uri))) await folders.reread([uri]);
  }
  if (documents.workspace !== workspace) return undefined;
  const kept = edits.filter(({ uri }) => !left.has(uri));
  return toMovedFilesEdit(workspace, kept, formFor(client, documents));
}

function formFor(client: Client, documents: Documents): RenameForm {
  return {
    versionOf: (uri) => documents.opened(uri)?.version ?? null,
    documentChanges: client.can.changeDocuments,
    annotations: client.can.annotateChanges,
  };
}

/** Undefined if something changed while the disk was looked at. */
async function tryRename(
  services: RenameServices,
  uri: string,
  position: Position,
  newName: string,
): Promise<WorkspaceEdit | null | undefined> {
  const { client, documents, facts, folders } = services;
  const snapshot = documents.snapshot(uri);
  if (!snapshot?.document.roadmap) return null;
  const answer = provideRename(snapshot, position, newName);
  if (answer.kind === 'none') throw new ResponseError(ErrorCodes.InvalidParams, answer.reason);
  if (answer.kind === 'refused') throw refusal(answer.reason);
  const uris = [...new Set(answer.edits.map((edit) => edit.uri))];
  // One document that may not be edited stops the whole: half a rename leaves names that lead nowhere.
  for (const each of uris) {
    const reason = await facts.whyNotEditUnseen(each);
    if (reason !== undefined) throw refusal(reason);
    if (!(await facts.isUpToDate(each))) await folders.reread([each]);
  }
  const { workspace } = documents;
  if (uris.some((each) => workspace.documents.get(each) !== snapshot.workspace.documents.get(each)))
    return undefined;
  return toRenameEdit(snapshot, answer.edits, formFor(client, documents));
}

function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
