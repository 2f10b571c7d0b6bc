/** What lenses carry. */
import * as z from 'zod';

/** Commands that lenses may carry, with their arguments. */
export const LensCommands = {
  runGate: 'roadgate.runGate',
  runPhase: 'roadgate.runPhase',
  startWork: 'roadgate.startWork',
  openPullRequest: 'roadgate.openPullRequest',
  showCriteria: 'roadgate.showCriteria',
} as const;

/** The one argument of the lens commands that are about a task; for `showCriteria`, `task` may also be the key of a phase. */
export const TaskArgument = z.object({ uri: z.string(), task: z.string() });
export type TaskArgument = z.infer<typeof TaskArgument>;

/** The argument of `LensCommands.runGate`; `task` may also be the key of a phase, or `DOCUMENT_KEY`. */
export const GateArgument = TaskArgument.extend({
  /** The gate's key; absent: all of its gates. */
  gate: z.string().optional(),
});
export type GateArgument = z.infer<typeof GateArgument>;

/** The argument of `LensCommands.runPhase`: a phase by its key. */
export const PhaseArgument = z.object({ uri: z.string(), group: z.string() });
export type PhaseArgument = z.infer<typeof PhaseArgument>;

/** What a lens carries from its making to its resolving. */
export const LensData = z.discriminatedUnion('kind', [
  TaskArgument.extend({ kind: z.enum(['gate', 'progress', 'branch', 'pullRequest']) }),
  TaskArgument.extend({ kind: z.literal('fence'), gate: z.string() }),
  PhaseArgument.extend({ kind: z.enum(['phase', 'phaseProgress']) }),
]);
export type LensData = z.infer<typeof LensData>;
