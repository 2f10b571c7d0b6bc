/** What the editor's Markdown preview adds to a roadmap. */
import * as z from 'zod';
import { Progress } from './outline.ts';
import { StatusName } from './values.ts';

/** What a preview shows at one task or phase. */
export const PreviewUnit = z.object({
  /** 0-based. */
  line: z.int().min(0),
  /** What the document calls it there, to the letter. */
  text: z.string(),
  /** Null: nothing to add, the text itself shows it. */
  status: StatusName.nullable(),
  /** Of a phase, the tasks below it; null for a task. */
  tasks: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Of a task, its criteria; null for a phase. */
  criteria: Progress.nullable(),
});
export type PreviewUnit = z.infer<typeof PreviewUnit>;

/** What a preview shows at one file reference or link. */
export const PreviewReference = z.object({
  /** 0-based. */
  line: z.int().min(0),
  /** As written on that line. */
  text: z.string(),
  /** Where it leads, relative to the document and encoded for a link; null if nowhere. */
  target: z.string().nullable(),
  problem: z
    .object({ severity: z.enum(['error', 'warning', 'information', 'hint']), message: z.string() })
    .nullable(),
});
export type PreviewReference = z.infer<typeof PreviewReference>;

/** What a preview adds to a roadmap; both lists in the order of the text. */
export const RoadmapPreview = z.object({
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  units: z.array(PreviewUnit),
  references: z.array(PreviewReference),
});
export type RoadmapPreview = z.infer<typeof RoadmapPreview>;

/** Client → server: what a preview of this document shows; null if it is no roadmap. */
export const PreviewRequest = {
  method: 'roadgate/preview',
  params: z.object({ uri: z.string() }),
  result: RoadmapPreview.nullable(),
} as const;
