import {
  LSPErrorCodes,
  type Position,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { prepareRename, provideRename, toRenameEdit } from '../features/rename.ts';
import type { Services } from './registrations.ts';

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
    const edit = (await attempt()) ?? (await attempt());
    if (edit === undefined)
      throw new ResponseError(LSPErrorCodes.ContentModified, 'A document changed meanwhile: rename again.');
    return edit;
  });
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
  if (!snapshot) return null;
  const answer = provideRename(snapshot, position, newName);
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
  return toRenameEdit(snapshot, answer.edits, {
    versionOf: (each) => documents.opened(each)?.version ?? null,
    documentChanges: client.can.changeDocuments,
    annotations: client.can.annotateChanges,
  });
}

function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
