/** How a line was read. */
import * as z from 'zod';

/** How one line of a document was read. */
export const LineExplanation = z.object({
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  /** 1-based. */
  line: z.int().min(1),
  kind: z.enum([
    'task',
    'group',
    'criterion',
    'step',
    'deliverable',
    'field',
    'gate',
    'claim',
    'total',
    'milestone',
    'text',
  ]),
  /** Key of the task that the line is or belongs to. */
  task: z.string().nullable(),
  /** The explanation, for people. */
  markdown: z.string(),
});
export type LineExplanation = z.infer<typeof LineExplanation>;

/** Client → server: how a line (0-based) was read, and why it is no task; null if the document is unknown. */
export const ExplainLineRequest = {
  method: 'roadgate/explainLine',
  params: z.object({ uri: z.string(), line: z.int().min(0) }),
  result: LineExplanation.nullable(),
} as const;
