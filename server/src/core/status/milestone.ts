import type { Group, Milestone, RoadmapDocument } from '../model/document.ts';

/**
 * The groups of a milestone: those that go by its name, else those that the document's own list of milestones
 * says are done with it, or that end in the week in which it is due. Empty: the document has no such milestone.
 * @param name `2` is `Milestone 2`, `M2` or the second of the list; `v1.2` and `Public Launch` are names.
 */
export function groupsOfMilestone(document: RoadmapDocument, name: string): readonly Group[] {
  const named = document.groups.filter((group) => isMilestone(group, name));
  if (named.length > 0) return named;
  const listed = listedMilestone(document, name);
  if (listed === undefined) return [];
  const outer = document.groups.filter(({ parent }) => parent === null);
  const line = document.source.lineText(listed.line - 1);
  const mentioned = outer.filter(({ id }) => id !== null && mentions(line, id));
  if (mentioned.length > 0) return mentioned;
  const week = lastWeek(listed.due);
  return week === undefined ? [] : outer.filter(({ calendar }) => lastWeek(calendar?.text) === week);
}

/** Whether the document as a whole is the milestone's: its title says so. */
export function isOfMilestone({ title }: RoadmapDocument, name: string): boolean {
  return title !== null && isNamed(title, name);
}

/** The milestones of a document, as it names them. */
export function milestonesOf({ groups, milestones, title }: RoadmapDocument): readonly string[] {
  return [
    ...groups.filter(({ kind }) => kind === 'milestone').map(({ id, title: own }) => id ?? own),
    ...milestones.map(({ title: own }) => own),
    ...(title !== null && MILESTONE.test(title) ? [title] : []),
  ];
}

const MILESTONE = /(?<!\p{L})(?:milestone|meilenstein|hito|jalon|marco|里程碑|マイルストーン)(?!\p{L})/iu;

function isMilestone({ kind, id, title }: Group, name: string): boolean {
  if (id !== null && isSame(id, name)) return true;
  return (kind === 'milestone' && isSame(title, name)) || isNamed(`${id ?? ''} ${title}`, name);
}

function listedMilestone({ milestones }: RoadmapDocument, name: string): Milestone | undefined {
  const named = milestones.find(({ title }) => isSame(title, name) || isNamed(title, name));
  return named ?? (/^\d+$/.test(name.trim()) ? milestones[Number(name) - 1] : undefined);
}

/** `Milestone 2: Hardening` and `M2` are named by `2`; `Milestone 20` and `Phase 2` are not. */
function isNamed(text: string, name: string): boolean {
  const number = name.trim().replace(/^(?:milestone\s*#?|m)(?=\d)/i, '');
  const word = String.raw`(?:milestone\s*#?|m)${escape(number)}`;
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${word}(?![\p{L}\p{N}]|\.\d)`, 'iu').test(text);
}

function mentions(text: string, id: string): boolean {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escape(id)}(?![\p{L}\p{N}]|[.-]\d)`, 'iu').test(text);
}

/** `Weeks 1-3` ends in week 3. */
function lastWeek(text: string | null | undefined): number | undefined {
  const weeks = /(?<!\p{L})weeks?\s*(?:\d+\s*[-–—]\s*)?(\d+)/iu.exec(text ?? '');
  return weeks?.[1] === undefined ? undefined : Number(weeks[1]);
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
