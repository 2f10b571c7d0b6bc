import { relativePath } from '../../index/paths.ts';
import { resolverFor } from '../../index/references.ts';
import { entryAt, nearestAt, placeAt } from '../../model/neighbours.ts';
import type { Reference, RelativeLink, RoadmapDocument } from '../../model/document.ts';
import { type Summing, areSame, memoryOf } from '../../remember.ts';
import type { Location } from '../../model/workspace.ts';
import { newPlaces, tellFate } from '../fate.ts';
import type { Fix } from '../finding.ts';
import { isListed, isNoLinkToFollow, isPromised, linkTarget } from '../links.ts';
import { isHidden, isRecord } from '../missing.ts';
import type { Draft, Rule, RuleContext } from '../rule.ts';
import { dirname, basename } from '../../index/layer.ts';

/** A relative link leads to a file that does not exist. */
export const linkMissing: Rule = {
  code: 'link/missing',
  severity: 'warning',
  reads: 'workspace',
  check(context) {
    const { document, place, facts, memory } = context;
    if (place === undefined) return [];
    const unlisted = memory.flatMap(
      'links to nothing listed',
      [place.folder, place.path],
      document.links,
      (link) => {
        const target = linkTarget(place, link);
        return target === undefined || isListed(place, target) ? [] : [{ link, target }];
      },
      // The text around a link matters, too.
      areSame,
    );
    const mentions = byPathStart(document);
    const mentioned = memory.rows<Mentioned>('links with their mentions', [
      unlisted,
      unlisted.map(({ link }) => mentions.get(link.pathSpan.from)),
    ]);
    const needs = [
      place.folder,
      place.path,
      facts,
      isRecord(document, place),
      resolverFor(place.folder, document),
    ];
    return memory.flatMap('links to nothing', needs, mentioned, ([{ link, target }, mention]) => {
      if (facts.exists(target) || facts.ignored(target) || isHidden({ place, facts }, target)) return [];
      return [toDraft(context, { place, link, target, mention })];
    });
  },
};

/** A link to something that is not listed, and the reference that its path is read as. */
type Mentioned = readonly [
  dead: { readonly link: RelativeLink; readonly target: string },
  mention: Reference | undefined,
];

interface DeadLink {
  readonly place: Location;
  readonly link: RelativeLink;
  readonly target: string;
  readonly mention: Reference | undefined;
}

function toDraft(context: RuleContext, dead: DeadLink): Draft {
  const { place, link, mention } = dead;
  const isToCome = mention?.expectation === 'to-create' || isPromised(context.document, link);
  return {
    span: link.pathSpan,
    ...(isToCome || isRecord(context.document, place)
      ? { severity: 'hint' as const }
      : isReadFromRoot(place, link) || isNoLinkToFollow(context.document, link)
        ? { severity: 'information' as const }
        : {}),
    ...(tellHistory(context, dead) ?? tellMeant(context, dead)),
  };
}

/** A plan in a tool's own folder (`.cursor/plans`), whose links that tool follows from the root of the project. */
function isReadFromRoot(place: Location, { path }: RelativeLink): boolean {
  return place.path.startsWith('.') && !/^\.{0,2}\//.test(path) && isListed(place, path);
}

type Told = Pick<Draft, 'message' | 'related' | 'fixes'>;

function tellHistory(context: RuleContext, { place, link, target }: DeadLink): Told | undefined {
  const isThere = (path: string): boolean => entryAt(place.folder, path) !== undefined;
  const fate = context.facts.history.departures?.fileFate(target, isThere);
  if (fate === undefined) return undefined;
  const isInside = fate.kind === 'moved' && isThere(fate.path);
  return {
    message: `This link leads nowhere: there is no file ${target}${tellFate(fate)}.`,
    related: newPlaces(place, fate),
    fixes: isInside ? [relink(context, place, link, fate.path, fate.certain)] : [],
  };
}

function tellMeant(context: RuleContext, dead: DeadLink): Told {
  const { place, link, target } = dead;
  const meant = findMeant(context, dead);
  const hint = meant === undefined ? '' : `; ${meant} exists`;
  return {
    message: `This link leads nowhere: there is no file ${target}${hint}.`,
    fixes: meant === undefined ? [] : [relink(context, place, link, meant, false)],
  };
}

/** The one file that the link was probably meant to lead to. */
function findMeant({ resolve }: RuleContext, { place, target, mention }: DeadLink): string | undefined {
  // Every other folder has one of these: the only one that is left need not be the one.
  if (/^(?:readme|index|main|license|changelog|overview|summary)\./i.test(basename(target))) return undefined;
  const resolved = mention === undefined ? undefined : resolve(mention)?.path;
  if (resolved !== undefined) return resolved;
  const at = placeAt(place.folder, target);
  if (at === undefined) return undefined;
  const sameName = at.files.byName(basename(target));
  const [only] = sameName;
  if (only === undefined || sameName.length > 1) return nearestAt(place.folder, target);
  return target.slice(0, target.length - at.path.length) + only;
}

function byPathStart(document: RoadmapDocument): ReadonlyMap<number, Reference> {
  return memoryOf(document).sum('references by path', document.references, BY_PATH_START);
}

const BY_PATH_START: Summing<Reference, Map<number, Reference>> = {
  start: () => new Map(),
  add: (sum, reference) => sum.set(reference.pathSpan.from, reference),
  remove(sum, { pathSpan }) {
    sum.delete(pathSpan.from);
  },
};

function relink(
  { document }: RuleContext,
  place: Location,
  link: RelativeLink,
  meant: string,
  preferred: boolean,
): Fix {
  const path = relativePath(dirname(place.path), meant);
  const [lines = ''] = /:\d+(?:[-:]\d+)?$/.exec(document.source.slice(link.pathSpan)) ?? [];
  const newText = encodeURI(path).replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29')) + lines;
  return {
    title: `Change to ${path}`,
    preferred,
    edits: [{ uri: document.uri, span: link.pathSpan, newText }],
  };
}
