import type { GateResult } from '../protocol/gates.ts';
import type { GroupOutline, RoadmapOutline } from '../protocol/outline.ts';
import { type GateOwner, gateOwners } from './owners.ts';
import { agePhrase, durationPhrase } from './words.ts';

/** A roadmap with the last results of its tasks, its phases and itself, by their keys. */
export interface ReportedRoadmap {
  /** As people know it: its path. */
  readonly name: string;
  readonly outline: RoadmapOutline;
  readonly results: ReadonlyMap<string, GateResult>;
}

/**
 * What gates have shown, as Markdown for a comment on a pull request: per phase a table of its tasks with result,
 * age, commit and duration, and the gates of the phase itself behind them. What has no gates is left out.
 * @param now milliseconds, as `Date.now()` gives them.
 */
export function gateReport(roadmaps: readonly ReportedRoadmap[], now: number): string {
  const reported = roadmaps.flatMap((roadmap) => reportOn(roadmap, now) ?? []);
  const all = roadmaps.flatMap(({ outline, results }) =>
    gateOwners(outline).map(({ key }) => stateOf(results.get(key))),
  );
  const counts = STATES.flatMap((state) => {
    const count = all.filter((each) => each === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const summary = counts.length === 0 ? 'No task has a gate.' : `${counts.join(', ')}.`;
  return ['# Gate report', summary, ...reported].join('\n\n') + '\n';
}

const STATES = ['passed', 'failed', 'could not run', 'running', 'stale', 'not run'] as const;
type State = (typeof STATES)[number];

function stateOf(result: GateResult | undefined): State {
  switch (result?.outcome) {
    case undefined:
    case 'incomplete':
      return 'not run';
    case 'running':
      return 'running';
    case 'errored':
      return 'could not run';
    case 'failed':
      return result.fresh ? 'failed' : 'stale';
    case 'passed':
      return result.fresh ? 'passed' : 'stale';
  }
}

function reportOn({ name, outline, results }: ReportedRoadmap, now: number): string | undefined {
  const owners = gateOwners(outline);
  if (owners.length === 0) return undefined;
  const phases = new Map<GroupOutline | undefined, GateOwner[]>();
  for (const owner of owners) {
    const phase = groupOf(outline, owner.key);
    phases.set(phase, [...(phases.get(phase) ?? []), owner]);
  }
  // What stands in no phase comes first.
  const ordered = [...phases].sort(([a], [b]) => (a?.line ?? 0) - (b?.line ?? 0));
  const sections = ordered.map(([phase, own]) => {
    const heading = phase ? [`### ${escape([phase.id, phase.title].filter(Boolean).join(' '))}`] : [];
    return [...heading, table(own, results, now)].join('\n\n');
  });
  return [`## ${escape(name)}`, ...sections].join('\n\n');
}

/** The group that a key names, or that holds the task it names, whatever tasks stand between. */
function groupOf({ groups, tasks }: RoadmapOutline, key: string): GroupOutline | undefined {
  let at: string | null = key;
  for (let depth = 0; at !== null && depth < 100; depth++) {
    const group = groups.find((each) => each.key === at);
    if (group) return group;
    at = tasks.find((each) => each.key === at)?.parent ?? null;
  }
  return undefined;
}

function table(owners: readonly GateOwner[], results: ReadonlyMap<string, GateResult>, now: number): string {
  const rows = owners.map((owner) => row(owner, results.get(owner.key), now));
  return ['| Task | Gate | When | Commit | Took |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

const NAMES = { phase: '_the phase itself_', document: '_the document itself_' } as const;

function row({ level, id, title, key }: GateOwner, result: GateResult | undefined, now: number): string {
  const state = stateOf(result);
  const known = state === 'not run' || state === 'running' ? undefined : result;
  const reasons = known?.gates.flatMap(({ reason }) => reason ?? []) ?? [];
  const was =
    state === 'stale' ? `${SIGNS[state]} stale, ${known?.outcome ?? ''}` : `${SIGNS[state]} ${state}`;
  const cells = [
    level === 'task' ? escape([id, title].filter(Boolean).join(' ') || key) : NAMES[level],
    [was, ...reasons.map(escape)].join(': '),
    known ? agePhrase(now - Date.parse(known.start)) : '',
    known?.commit == null ? '' : `\`${known.commit}\``,
    known ? durationPhrase(known.duration) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

const SIGNS: Readonly<Record<State, string>> = {
  passed: '✓',
  failed: '✗',
  'could not run': '✗',
  running: '…',
  stale: '○',
  'not run': '○',
};

/** Text of the document as text: on one line, without Markdown, mentions and references to issues of its own. */
function escape(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\`*_{}[\]<>|~#!&]/g, '\\$&')
    .replace(/@/g, '@\u200b');
}
