/**
 * What the board shows, and what its page and the extension tell each other. Each view's data has a schema of its
 * own; here is a line for it.
 */
import * as z from 'zod';
import { BurndownRequest } from './burndown.ts';
import { GraphData } from './graph.ts';
import { EditAnswer } from './edits.ts';
import { StatusName } from './values.ts';
import { TimelineData } from './timeline.ts';

/** A roadmap as the board shows it. */
export const BoardData = z.object({
  uri: z.string(),
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  /** Relative to its folder. */
  path: z.string(),
  graph: GraphData,
  timeline: TimelineData,
});
export type BoardData = z.infer<typeof BoardData>;

/** Client → server: what all views show of a roadmap; null if it is none. */
export const BoardRequest = {
  method: 'roadgate/board',
  params: z.object({ uri: z.string() }),
  result: BoardData.nullable(),
} as const;

/** Client → server: the edit that makes a task claim another status. */
export const SetStatusRequest = {
  method: 'roadgate/setStatus',
  params: z.object({ uri: z.string(), task: z.string(), status: StatusName }),
  result: EditAnswer,
} as const;

/** A roadmap to choose from. */
const Choice = z.object({ uri: z.string(), path: z.string() });

/** What the page is told. */
export const ToPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('board'), board: BoardData, roadmaps: z.array(Choice) }),
  /** There is nothing to show. */
  z.object({
    kind: z.literal('nothing'),
    why: z.enum(['loading', 'no-roadmaps', 'not-a-roadmap', 'failed']),
    /** The document that was asked for. */
    path: z.string().nullable(),
    roadmaps: z.array(Choice),
  }),
  /** The history of a roadmap, which was asked for. */
  z.object({ kind: z.literal('burndown'), uri: z.string(), answer: BurndownRequest.result }),
  /** Select this task and bring it into sight. */
  z.object({ kind: z.literal('select'), task: z.string() }),
]);
export type ToPage = z.infer<typeof ToPage>;

/** What a picture or table is saved as. */
export const ExportFormat = z.enum(['svg', 'png', 'mmd', 'csv', 'json']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What the page asks for. */
export const FromPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), uri: z.string().nullable() }),
  z.object({ kind: z.literal('open'), uri: z.string() }),
  z.object({ kind: z.literal('burndown'), uri: z.string() }),
  /** Nobody waits any more for the history that was asked for. */
  z.object({ kind: z.literal('stopBurndown') }),
  /** Show a line (1-based) of the roadmap. */
  z.object({ kind: z.literal('reveal'), uri: z.string(), line: z.int().min(1), keepFocus: z.boolean() }),
  z.object({ kind: z.literal('setStatus'), uri: z.string(), task: z.string(), status: StatusName }),
  z.object({
    kind: z.literal('save'),
    /** Without extension. */
    name: z.string(),
    format: ExportFormat,
    /** Base64 for `png`, else text. */
    content: z.string(),
  }),
  z.object({ kind: z.literal('copy'), text: z.string(), what: z.string() }),
  /** Run one of a few commands. */
  z.object({ kind: z.literal('run'), command: z.enum(['restart', 'new', 'explain', 'log']) }),
]);
export type FromPage = z.infer<typeof FromPage>;
