import type { Group, RoadmapDocument, Total } from '../../model/document.ts';
import { Remembered } from '../../remember.ts';

const knownNamed = new Remembered<Total, boolean>();

/** Whether the total's own words say what it sums. */
export function isNamed({ source }: RoadmapDocument, total: Total): boolean {
  return knownNamed.read(total, [], () => {
    const name = keyOf(total.scope);
    return name !== '' && keyOf(source.slice(total.span)).includes(name);
  });
}

/** The group that a total names: one around it, else the only one that has the name. */
export function namedGroup(
  document: RoadmapDocument,
  total: Total,
  around: readonly Group[],
): Group | undefined {
  const groups = groupsByName(document);
  for (const name of namesOfTotal(total)) {
    const named = groups.get(name);
    if (named)
      return around.find((group) => named.includes(group)) ?? (named.length === 1 ? named[0] : undefined);
  }
  return undefined;
}

/** Whether a total goes by the name of the document, and no group does. */
export function namesDocument(document: RoadmapDocument, total: Total): boolean {
  const names = namesOfTotal(total);
  if (document.title === null || !names.has(keyOf(document.title))) return false;
  return ![...names].some((name) => groupsByName(document).has(name));
}

const knownTotals = new Remembered<Total, ReadonlySet<string>>();

function namesOfTotal(total: Total): ReadonlySet<string> {
  return knownTotals.read(total, [], () => namesIn(total.scope));
}

const knownIndexes = new Remembered<RoadmapDocument['groups'], ReadonlyMap<string, readonly Group[]>>();
const knownGroups = new Remembered<Group, ReadonlySet<string>>();

function groupsByName({ groups, headings }: RoadmapDocument): ReadonlyMap<string, readonly Group[]> {
  return knownIndexes.read(groups, [headings], () => {
    const byName = new Map<string, Group[]>();
    const texts = new Map(headings.map(({ line, text }) => [line, text]));
    for (const group of groups) {
      for (const name of namesOfGroup(group, texts.get(group.line) ?? '')) {
        const named = byName.get(name);
        if (named) named.push(group);
        else byName.set(name, [group]);
      }
    }
    return byName;
  });
}

function namesOfGroup(group: Group, heading: string): ReadonlySet<string> {
  return knownGroups.read(
    group,
    [heading],
    () => new Set([group.id ?? '', group.title, heading].flatMap((text) => [...namesIn(text)])),
  );
}

/** What `P2 (Medium)` may be called: whole, without brackets, by its first part, and `P2`. */
function namesIn(text: string): ReadonlySet<string> {
  const bare = text.replace(/[([（][^)\]）]*[)\]）]/gu, ' ');
  const first = bare.split(/\s[-–—]\s|[:：]/u)[0] ?? '';
  const priorities = [...text.matchAll(/(?<![\p{L}\p{N}])P[0-5](?![\p{L}\p{N}])/gu)].map(([name]) => name);
  const names = [text, bare, first].flatMap((each) => [keyOf(each), keyOf(each.replace(PRIORITY_NOUN, ' '))]);
  return new Set([...names, ...priorities.map(keyOf)].filter((name) => name !== ''));
}

const PRIORITY_NOUN = /(?<!\p{L})(?:priority|priorities|issues?|tasks?|items?)(?!\p{L})/giu;

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
