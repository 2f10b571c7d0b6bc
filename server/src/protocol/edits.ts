/** Edits that a person asks for. */
import * as z from 'zod';
import { TextEdit } from './values.ts';

/** An answer that is either edits for exactly this version of the document, or a sentence why not. */
export const EditAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edits'), version: z.int().nullable(), edits: z.array(TextEdit) }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
]);
export type EditAnswer = z.infer<typeof EditAnswer>;

/** Client → server: the edit that ticks or clears the box of one criterion. */
export const SetCheckedRequest = {
  method: 'roadgate/setChecked',
  params: z.object({ uri: z.string(), key: z.string(), checked: z.boolean() }),
  result: EditAnswer,
} as const;

/** Client → server: the edit that adds an empty validation fence to a task. */
export const AddGateRequest = {
  method: 'roadgate/addGate',
  params: z.object({ uri: z.string(), task: z.string() }),
  result: EditAnswer,
} as const;

/**
 * Client → server: the edits that tick the open boxes of the criteria that evidence meets, of one task or phase (`key`)
 * or of the whole document; with the reason for each box, in the order of the edits.
 */
export const TickMetRequest = {
  method: 'roadgate/tickMet',
  params: z.object({ uri: z.string(), key: z.string().nullable() }),
  result: z.object({ answer: EditAnswer, reasons: z.array(z.string()) }),
} as const;

/** Client → server: the edits that write where the lines are now that the document's references meant. */
export const UpdateLineReferencesRequest = {
  method: 'roadgate/updateLineReferences',
  params: z.object({ uri: z.string() }),
  result: EditAnswer,
} as const;

/** Client → server: the edits that make the generated blocks of a status file true. */
export const UpdateStatusRequest = {
  method: 'roadgate/updateStatus',
  params: z.object({ uri: z.string() }),
  result: EditAnswer,
} as const;

/** Client → server: the edit that writes another name into the branch field of a task. */
export const NameBranchRequest = {
  method: 'roadgate/nameBranch',
  params: z.object({ uri: z.string(), task: z.string(), branch: z.string() }),
  result: EditAnswer,
} as const;
