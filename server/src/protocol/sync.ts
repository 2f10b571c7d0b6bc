/** Tasks as they are compared with a forge. */
import * as z from 'zod';
import { EditAnswer } from './edits.ts';
import { StatusName } from './values.ts';

/** A task of a roadmap as it is compared with a forge. */
const SyncTask = z.object({
  key: z.string(),
  /** Under which issues that were made from the document name it. */
  issueKey: z.string(),
  id: z.string().nullable(),
  title: z.string(),
  /** 1-based. */
  line: z.int(),
  status: StatusName,
  branch: z.string().nullable(),
  /** How many boxes of criteria and steps are open. */
  unmet: z.int(),
  /** The task's own text, without that of the tasks below it. */
  text: z.string(),
});

/** Client → server: the tasks of a roadmap as they are compared with a forge; null if the document is none. */
export const SyncTasksRequest = {
  method: 'roadgate/syncTasks',
  params: z.object({ uri: z.string() }),
  result: z.array(SyncTask).nullable(),
} as const;

/** Client → server: the edits that make tasks say what a forge says; with a sentence for each that cannot be made. */
export const ChangeTasksRequest = {
  method: 'roadgate/changeTasks',
  params: z.object({
    uri: z.string(),
    changes: z.array(z.object({ task: z.string(), status: z.array(StatusName), tick: z.boolean() })),
  }),
  result: z.object({ answer: EditAnswer, refused: z.array(z.string()) }),
} as const;
