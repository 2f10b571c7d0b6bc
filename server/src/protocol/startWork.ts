/** Work on a task, on a branch of its own. */
import * as z from 'zod';

/** What starting work on a task is made of. */
export const StartSource = z.object({
  id: z.string().nullable(),
  title: z.string(),
  /** As the task names it. */
  branch: z.string().nullable(),
  /** Tasks that have to come before, also those of other documents. */
  dependencies: z.array(
    z.object({
      id: z.string().nullable(),
      title: z.string(),
      branch: z.string().nullable(),
      isDone: z.boolean(),
    }),
  ),
  /** What the branch of a task is called that names none. */
  branchTemplate: z.string(),
});
export type StartSource = z.infer<typeof StartSource>;

/** Client → server: see `StartSource`; null if there is no such task. */
export const StartSourceRequest = {
  method: 'roadgate/startSource',
  params: z.object({ uri: z.string(), task: z.string() }),
  result: StartSource.nullable(),
} as const;
