import { normalizeId } from '../../index/ids.ts';
import type { Group, RoadmapDocument } from '../../model/document.ts';
import { atLine } from '../../model/nesting.ts';
import { memoryOf } from '../../remember.ts';
import type { Span } from '../../text/source.ts';
import { lowerBound } from '../../text/spans.ts';
import { ancestorsOf, type Need, type Plan } from './plan.ts';

/** A dependency that the document's own sequence contradicts: what is needed comes later. */
export type Misordered =
  | {
      readonly kind: 'groups';
      readonly unit: number;
      readonly need: Need;
      readonly own: Group;
      readonly later: Group;
    }
  | { readonly kind: 'list'; readonly unit: number; readonly need: Need; readonly place: Span };

/** Dependencies on what stands in a later phase: phases, weeks and sprints that are counted come one after the other. */
export function againstGroups(document: RoadmapDocument, plan: Plan): readonly Misordered[] {
  return plan.needs.flatMap((needs, unit) =>
    needs.flatMap((need): Misordered[] => {
      const found = need.dependency.soft ? undefined : laterGroup(document, plan, unit, need.on);
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
  readonly ids: ReadonlyMap<string, { readonly at: number; readonly span: Span }>;
}

/** Numbered lists below a heading such as Implementation order. */
export function orderLists(document: RoadmapDocument): readonly OrderList[] {
  const { source, headings } = document;
  const named = memoryOf(document).flatMap('headings of an order', [], headings, (heading) =>
    ORDER.test(heading.text) ? [heading] : [],
  );
  return named.flatMap(({ line }): OrderList[] => {
    const next = headings[lowerBound(headings, (heading) => heading.line, line + 1)];
    const end = next?.line ?? source.lineCount + 1;
    const ids = new Map<string, { at: number; span: Span }>();
    let at = 0;
    for (let number = line; number < end - 1; number++) {
      const item = NUMBERED.exec(source.lineText(number));
      if (!item) continue;
      const [whole = '', marker = ''] = item;
      at = Number(/\d+/.exec(marker)?.[0] ?? at);
      for (const id of idsAtStart(whole.slice(marker.length)))
        if (!ids.has(id)) ids.set(id, { at, span: source.lineSpan(number) });
    }
    return ids.size > 1 ? [{ ids }] : [];
  });
}

/** Dependencies on what such a list names later. */
export function againstList(plan: Plan, { ids }: OrderList): readonly Misordered[] {
  const placeOf = (unit: number) => plan.units[unit]?.ids.map((id) => ids.get(id)).find((place) => place);
  return plan.needs.flatMap((needs, unit) => {
    const own = needs.length > 0 ? placeOf(unit) : undefined;
    if (own === undefined) return [];
    return needs.flatMap((need): Misordered[] => {
      const other = need.dependency.soft ? undefined : placeOf(need.on);
      return other && other.at > own.at ? [{ kind: 'list', unit, need, place: own.span }] : [];
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
