import { normalizeId } from '../../index/ids.ts';
import type { Group, Heading, RoadmapDocument } from '../../model/document.ts';
import { atLine } from '../../model/nesting.ts';
import { memoryOf } from '../../remember.ts';
import type { Span } from '../../text/source.ts';
import { lowerBound } from '../../text/spans.ts';
import { type CountedPeriod, type Period, periodOf, readPeriod } from '../../calendar/period.ts';
import { ancestorsOf, type Need, type Plan, unitIn } from './plan.ts';

/** A dependency that the document's own sequence contradicts: what is needed comes later. */
export type Misordered =
  | {
      readonly kind: 'groups';
      readonly unit: number;
      readonly need: Need;
      readonly own: Group;
      readonly later: Group;
    }
  | { readonly kind: 'list'; readonly unit: number; readonly need: Need; readonly place: Span }
  | { readonly kind: 'calendar'; readonly unit: number; readonly need: Need };

/** Dependencies on what stands in a later phase: phases, weeks and sprints that are counted come one after the other. */
export function againstGroups(document: RoadmapDocument, plan: Plan): readonly Misordered[] {
  return plan.needs.flatMap((needs, unit) =>
    needs.flatMap((need): Misordered[] => {
      const found = need.soft ? undefined : laterGroup(document, plan, unit, need.on);
      return found ? [{ kind: 'groups', unit, need, ...found }] : [];
    }),
  );
}

/** Where the ways up from two units part: the counted groups that they stand in, if the second comes later. */
function laterGroup(
  document: RoadmapDocument,
  plan: Plan,
  unit: number,
  on: number,
): { readonly own: Group; readonly later: Group } | undefined {
  const others = new Set([on, ...ancestorsOf(plan, on)]);
  for (const mine of [unit, ...ancestorsOf(plan, unit)]) {
    const parent = plan.parents[mine] ?? -1;
    const theirs = [...others].find((other) => other !== mine && (plan.parents[other] ?? -1) === parent);
    if (theirs === undefined || others.has(mine)) continue;
    const [own, later] = [mine, theirs].map((index) => atLine(document.groups, plan.units[index]?.line ?? 0));
    return own && later && isLater(own, later) ? { own, later } : undefined;
  }
  return undefined;
}

const SEQUENTIAL: ReadonlySet<string> = new Set(['phase', 'sprint', 'milestone']);

function isLater(own: Group, later: Group): boolean {
  if (own.kind !== later.kind || !SEQUENTIAL.has(own.kind)) return false;
  const [a, b] = [own.id, later.id].map((id) => /^(\D+?)\s*(\d+)$/.exec(id ?? ''));
  return a != null && b != null && a[1]?.toLowerCase() === b[1]?.toLowerCase() && Number(a[2]) < Number(b[2]);
}

/** A list that says in which order to work. */
export interface OrderList {
  /** Forms of ids in which they are compared, with their place in the order and in the text. */
  readonly ids: ReadonlyMap<string, Placed>;
}

/** Where a list puts something: a step from `from` to `to`, and the text that says so. */
interface Placed {
  readonly from: number;
  readonly to: number;
  readonly span: Span;
}

/** All that a document says about the order of its work apart from its phases. */
export function orderLists(document: RoadmapDocument): readonly OrderList[] {
  return [...numberedLists(document), ...arrowLines(document), ...weekPlans(document)];
}

/** Numbered lists below a heading such as Implementation order. */
function numberedLists(document: RoadmapDocument): readonly OrderList[] {
  const { source, headings } = document;
  return headingsThat(document, 'names an order', ORDER).flatMap(({ line }): OrderList[] => {
    const next = headings[lowerBound(headings, (heading) => heading.line, line + 1)];
    const end = next?.line ?? source.lineCount + 1;
    const ids = new Map<string, Placed>();
    let at = 0;
    for (let number = line; number < end - 1; number++) {
      const item = NUMBERED.exec(source.lineText(number));
      if (!item) continue;
      const [whole = '', marker = ''] = item;
      at = Number(/\d+/.exec(marker)?.[0] ?? at);
      for (const id of idsAtStart(whole.slice(marker.length)))
        if (!ids.has(id)) ids.set(id, { from: at, to: at, span: source.lineSpan(number) });
    }
    return ids.size > 1 ? [{ ids }] : [];
  });
}

/** `Critical path: #1 → #3 → #7`, in the line of the label or below a heading that says so. */
function arrowLines(document: RoadmapDocument): readonly OrderList[] {
  const { source, headings } = document;
  const named = new Set(headingsThat(document, 'names a path', PATH_WORDS));
  return linesWithArrows(document).flatMap((number): OrderList[] => {
    const below = lowerBound(headings, (heading) => heading.line, number + 2);
    const heading = headings[below - 1];
    const text = source.lineText(number);
    // What a heading says is about the lines below it.
    if (heading?.line === number + 1 || !((heading && named.has(heading)) || PATH_WORDS.test(text)))
      return [];
    const list = listOf(text.split(ARROW), source.lineSpan(number));
    return list.ids.size > 1 ? [list] : [];
  });
}

/** 0-based, in order. */
function linesWithArrows(document: RoadmapDocument): readonly number[] {
  const { source } = document;
  const arrows = memoryOf(document).flatMap('arrows', [], source.pieces, ({ from, text }) =>
    Array.from(text.matchAll(ARROWS), ({ index }) => from + index),
  );
  return arrows.map((offset) => source.lineAt(offset));
}

/** The first of each line. */
const ARROWS = /(?:[→⟶➔➜]|[-=]>)[^\r\n]*/gu;
const ARROW = /\s*(?:→|⟶|➔|➜|-{1,2}>|=>)\s*/u;
const PATH_WORDS =
  /critical path|kritischer pfad|chemin critique|ruta crítica|关键路径|クリティカルパス|критический путь/iu;

/** Those whose text the pattern finds. */
function headingsThat(document: RoadmapDocument, name: string, pattern: RegExp): readonly Heading[] {
  return memoryOf(document).flatMap(`headings: ${name}`, [], document.headings, (heading) =>
    pattern.test(heading.text) ? [heading] : [],
  );
}

function listOf(steps: readonly string[], span: Span): OrderList {
  const ids = new Map<string, Placed>();
  for (const [at, step] of steps.entries())
    for (const [id] of step.matchAll(IDS)) {
      const key = normalizeId(id);
      if (!ids.has(key)) ids.set(key, { from: at, to: at, span });
    }
  return { ids };
}

/** Below a heading such as Schedule: lines that begin with a week and name the work of it (`Week 2: #3, #4`). */
function weekPlans(document: RoadmapDocument): readonly OrderList[] {
  const { source, headings } = document;
  return headingsThat(document, 'names a schedule', SCHEDULE).flatMap(({ line, level }): OrderList[] => {
    const after = headings.slice(lowerBound(headings, (heading) => heading.line, line + 1));
    const end = after.find((heading) => heading.level <= level)?.line ?? source.lineCount + 1;
    const ids = new Map<string, Placed>();
    const units = new Set<string>();
    let current: CountedPeriod | undefined;
    for (let number = line; number < end - 1; number++) {
      const written = source.lineText(number);
      const [lead = ''] = OPENS_PERIOD.exec(written) ?? [];
      const period = lead === '' ? null : readPeriod(lead);
      if (period?.kind === 'counted') {
        current = period;
        units.add(period.unit);
      } else if (written.startsWith('#')) current = undefined;
      if (current === undefined) continue;
      for (const [id] of written.slice(lead.length).matchAll(IDS)) {
        const key = normalizeId(id);
        if (!ids.has(key))
          ids.set(key, { from: current.from, to: current.to, span: source.lineSpan(number) });
      }
    }
    // Days and weeks in one list cannot be compared.
    return ids.size > 1 && units.size === 1 ? [{ ids }] : [];
  });
}

const SCHEDULE =
  /\b(?:schedule|timeline|(?:week(?:ly)?|sprint|daily|release) plan|calendar|roadmap by week|zeitplan|wochenplan|cronograma|calendrier|planning)\b|календарь|график|日程|时间表|スケジュール/iu;
const OPENS_PERIOD =
  /^[\s>|*_#+-]*(?:\d+[.)]\s+)?[*_]*(?:weeks?|days?|sprints?|months?|wochen?|tage?|semanas?|semaines?|недел[яи])\s+\d{1,3}(?:\s*[-–—]\s*\d{1,3})?(?![\d.])/iu;

/** Dependencies on what is planned for later, by the weeks, sprints or days that the plan states itself. */
export function againstCalendar(document: RoadmapDocument, plan: Plan): readonly Misordered[] {
  const known = new Map<number, Period | null>();
  const periodAt = (unit: number): Period | null => {
    const before = known.get(unit);
    if (before !== undefined) return before;
    const place = plan.units[unit];
    const own = place && unitIn(document, place);
    const parent = plan.parents[unit] ?? -1;
    const period = (own ? periodOf(own) : null) ?? (parent < 0 ? null : periodAt(parent));
    known.set(unit, period);
    return period;
  };
  return plan.needs.flatMap((needs, unit) =>
    needs.flatMap((need): Misordered[] => {
      if (need.soft || need.on === unit) return [];
      return isBefore(periodAt(unit), periodAt(need.on)) ? [{ kind: 'calendar', unit, need }] : [];
    }),
  );
}

/** Over before the other begins. */
export function isBefore(a: Period | null, b: Period | null): boolean {
  if (a?.kind === 'counted' && b?.kind === 'counted') return a.unit === b.unit && a.to < b.from;
  if (a?.kind !== 'dated' || b?.kind !== 'dated') return false;
  return a.to !== null && b.from !== null && a.to <= b.from;
}

/** Dependencies on what such a list names later. */
export function againstList(plan: Plan, { ids }: OrderList): readonly Misordered[] {
  const placeOf = (unit: number) => plan.units[unit]?.ids.map((id) => ids.get(id)).find((place) => place);
  return plan.needs.flatMap((needs, unit) => {
    const own = needs.length > 0 ? placeOf(unit) : undefined;
    if (own === undefined) return [];
    return needs.flatMap((need): Misordered[] => {
      const other = need.soft ? undefined : placeOf(need.on);
      return other && other.from > own.to ? [{ kind: 'list', unit, need, place: own.span }] : [];
    });
  });
}

const ORDER =
  /\b(?:(?:implementation|execution|recommended|suggested|build|development|work|task|delivery|rollout)\s+(?:order|sequence)|order of (?:work|implementation|execution|tasks)|sequenc(?:e|ing)|reihenfolge|orden de (?:implementación|ejecución)|ordre d['’](?:implémentation|exécution)|порядок)\b|实施顺序|执行顺序|実装順|実施順/iu;
const NUMBERED = /^( {0,3}\d{1,3}[.)][ \t]+).*$/;
/** Ids that can be nothing else: `S-1`, `T001`, `#38`, `Phase 2`. */
const IDS = /(?:phase|sprint|milestone)\s+\d+|#\d+|\p{L}+(?:[-_]\p{L}+)*[-_]?\d+(?:[.-]\d+)*/giu;

function idsAtStart(text: string): readonly string[] {
  // What stands behind a dash or colon explains the step.
  const [head = ''] = text.replace(/[*_`~[\]]/g, '').split(/[:：–—(（]|\s-\s/u);
  return Array.from(head.matchAll(IDS), ([id]) => normalizeId(id));
}
