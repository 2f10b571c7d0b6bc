import { endOfWeek, type SourceMilestone } from '../../core/issues/milestones.ts';
import { defuseText } from '../defuse.ts';
import type { Milestone, NewMilestone } from '../issueForge.ts';
import type { PlanInput, StepKind } from './plan.ts';

export interface MilestoneStep {
  readonly kind: StepKind;
  readonly reason: string;
  /** As the roadmap has it. */
  readonly wanted: NewMilestone;
  /** The one that there is. */
  readonly milestone: Milestone | null;
}

/** @param used titles of those that issues need. */
export function planMilestones(input: PlanInput, used: ReadonlySet<string>): readonly MilestoneStep[] {
  const { source, state } = input;
  return source.milestones
    .filter(({ title }) => used.has(title))
    .map((milestone) => compare(toNew(milestone, input), state.milestones));
}

function toNew({ title, due, week, holds }: SourceMilestone, { start, place }: PlanInput): NewMilestone {
  const day = due ?? (start === null || week === null ? null : endOfWeek(start, week));
  const words = [...holds, ...(day === null && week !== null ? [`due at the end of week ${week}`] : [])];
  const text = defuseText(`${words.join(', ')}${words.length > 0 ? '. ' : ''}From ${place.documentPath}.`);
  return { title: title.trim(), description: withMark(text, day), due: day };
}

/** A day that people set on the forge stays; one that was written from the roadmap follows it. */
function compare(wanted: NewMilestone, known: readonly Milestone[]): MilestoneStep {
  const milestone = known.find(({ title }) => title === wanted.title) ?? null;
  if (milestone === null) return { kind: 'create', reason: 'there is none', wanted, milestone };
  if (wanted.due === null || wanted.due === milestone.due) {
    return { kind: 'none', reason: 'nothing has changed', wanted, milestone };
  }
  const written = readMark(milestone.description);
  if (milestone.due === null || milestone.due === written) {
    return { kind: 'update', reason: `it is due ${wanted.due} now`, wanted, milestone };
  }
  if (wanted.due === written) return { kind: 'none', reason: 'its day was changed there', wanted, milestone };
  const reason = `it is due ${milestone.due} there, and ${wanted.due} in the roadmap: change one of them`;
  return { kind: 'conflict', reason, wanted, milestone };
}

/** What is sent to change a milestone: people's words stay, the mark in them follows the day. */
export function milestoneChange({ wanted, milestone }: MilestoneStep): Partial<NewMilestone> {
  const description = (milestone?.description ?? '').replace(MARK, '').trimEnd();
  return { due: wanted.due, description: withMark(description, wanted.due) };
}

const MARK = /\s*<!-- roadgate-milestone due (\d{4}-\d\d-\d\d) -->/;

function withMark(text: string, day: string | null): string {
  return day === null ? text : `${text} <!-- roadgate-milestone due ${day} -->`;
}

function readMark(description: string): string | null {
  return MARK.exec(description)?.[1] ?? null;
}
