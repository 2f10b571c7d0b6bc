/** Roadmaps as the tree and the Test Explorer show them. */
import * as z from 'zod';
import { GroupKind, Range, StatusName } from './values.ts';

/** Where the gates of a task come from: its own text, or the first fallback that has any. */
export const GateSource = z.enum(['task', 'phase', 'document', 'project']);

export const GateOutline = z.object({
  /** Stable within the document while the gate's text and owner are unchanged. */
  key: z.string(),
  name: z.string(),
  language: z.string().nullable(),
  form: z.enum(['fence', 'inline', 'config']),
  class: z.enum(['check', 'setup', 'mutating', 'long-running', 'example']),
  reason: z.string(),
  /** Verbatim text; this is what runs and what a person approves. */
  text: z.string(),
  commands: z.array(z.string()),
  /** 0-based lines of `text` at which the commands begin, one for each. */
  commandLines: z.array(z.int().min(0)),
  /** The folder it runs in, relative to the workspace folder; absent: the workspace folder itself. */
  cwd: z.string().optional(),
  /** Why it runs there where its text does not say so, as a phrase. */
  cwdReason: z.string().optional(),
  /** Variables that the project sets. */
  env: z.record(z.string(), z.string()).optional(),
  /** Milliseconds; absent: what settings say. */
  timeout: z.number().positive().optional(),
  /** Globs of the files that its result speaks of; absent: all below the folder it runs in. */
  covers: z.array(z.string()).optional(),
  /** Why it cannot run, as a sentence. */
  problem: z.string().optional(),
  /** Null for a gate of `.roadgate.yaml`. */
  range: Range.nullable(),
});
export type GateOutline = z.infer<typeof GateOutline>;

export const Progress = z.object({
  met: z.int(),
  unmet: z.int(),
  /** Criteria without any recorded state: neither met nor unmet. */
  unrecorded: z.int(),
});
export type Progress = z.infer<typeof Progress>;

export const CriterionOutline = z.object({
  key: z.string(),
  text: z.string(),
  /** Null: not recorded. */
  checked: z.boolean().nullable(),
  /** True: the state is a box in the text, which a click may edit. */
  hasBox: z.boolean(),
  range: Range,
});
export type CriterionOutline = z.infer<typeof CriterionOutline>;

/** How the branch of a task is. */
export const BranchOutline = z.object({
  name: z.string(),
  /** It is checked out where the roadmap stands. */
  isCurrent: z.boolean(),
  /** In a few signs: `↑2 ↓1`, `merged`. */
  phrase: z.string(),
  /** The same in words, to be read behind the name. */
  sentence: z.string(),
});
export type BranchOutline = z.infer<typeof BranchOutline>;

export const TaskOutline = z.object({
  key: z.string(),
  /** Key of the enclosing group or task; null at the top. */
  parent: z.string().nullable(),
  id: z.string().nullable(),
  title: z.string(),
  line: z.int(),
  /** What the document claims; null if nothing. */
  status: StatusName.nullable(),
  /** The claim, else what the recorded boxes say (contracts: effective status). */
  effectiveStatus: StatusName,
  effort: z.string().nullable(),
  priority: z.string().nullable(),
  branch: z.string().nullable(),
  /** Absent: there is no such branch, or git was not asked. */
  branchState: BranchOutline.optional(),
  progress: Progress,
  criteria: z.array(CriterionOutline),
  /** Gates of class `check` that a run of this task executes. */
  gates: z.array(GateOutline),
  gateSource: GateSource.nullable(),
  /** Keys of the tasks and groups of this document that it depends on. */
  dependsOn: z.array(z.string()),
  range: Range,
  nameRange: Range,
});
export type TaskOutline = z.infer<typeof TaskOutline>;

export const GroupOutline = z.object({
  key: z.string(),
  parent: z.string().nullable(),
  kind: GroupKind,
  id: z.string().nullable(),
  title: z.string(),
  line: z.int(),
  status: StatusName.nullable(),
  /** Tasks below, at any depth; those that are deferred or cancelled are neither done nor left. */
  tasks: z.object({ done: z.int(), total: z.int() }),
  /** Keys of the tasks and groups of this document that it depends on; absent: of none. */
  dependsOn: z.array(z.string()).optional(),
  /** Gates of class `check` of its own, outside of its tasks; absent: none. */
  gates: z.array(GateOutline).optional(),
  /** Criteria of the group itself. */
  criteria: z.array(CriterionOutline),
  range: Range,
  nameRange: Range,
});
export type GroupOutline = z.infer<typeof GroupOutline>;

/** What the tree, the Test Explorer and the pull-request command need to know of one roadmap. */
export const RoadmapOutline = z.object({
  uri: z.string(),
  /** The version this was computed from; null for a file that is not open. */
  version: z.int().nullable(),
  title: z.string().nullable(),
  /** What the branch of a task is called that names none. */
  branchTemplate: z.string(),
  groups: z.array(GroupOutline),
  tasks: z.array(TaskOutline),
  /** Gates of class `check` of the document itself, which belong to no task or group; absent: none. */
  gates: z.array(GateOutline).optional(),
  /** Criteria of the whole document. */
  criteria: z.array(CriterionOutline),
});
export type RoadmapOutline = z.infer<typeof RoadmapOutline>;

/** Client → server: all roadmaps of the workspace, for the tree. */
export const RoadmapsRequest = {
  method: 'roadgate/roadmaps',
  params: z.object({}),
  result: z.object({
    roadmaps: z.array(RoadmapOutline),
    /** Markdown files looked at so far. */
    scanned: z.int(),
    /** True: the workspace holds more Markdown files than are read. */
    capped: z.boolean(),
    /** False while the first walk over the workspace is under way. */
    ready: z.boolean(),
  }),
} as const;

/** Client → server: one roadmap at its newest version; null if it is none. */
export const RoadmapRequest = {
  method: 'roadgate/roadmap',
  params: z.object({ uri: z.string() }),
  result: RoadmapOutline.nullable(),
} as const;

/** Server → client: the outlines of these documents changed (or the documents came or went). */
export const RoadmapsChanged = {
  method: 'roadgate/roadmapsChanged',
  params: z.object({ uris: z.array(z.string()) }),
} as const;
