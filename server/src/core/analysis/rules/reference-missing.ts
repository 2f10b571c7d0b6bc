import { normalizePath } from '../../index/paths.ts';
import { resolverFor } from '../../index/references.ts';
import { climbs, nearestAt } from '../../model/neighbours.ts';
import type { Reference } from '../../model/document.ts';
import type { Location } from '../../model/workspace.ts';
import { sentenceOf } from '../drifts.ts';
import { fateOf, newPlaces, type ReferenceFate, tellFate } from '../fate.ts';
import type { Fix } from '../finding.ts';
import { mentionKey } from '../history.ts';
import {
  circumstancesOf,
  gradeMissing,
  isHidden,
  misspeltFile,
  possiblePaths,
  tellsOfItsTime,
} from '../missing.ts';
import { lowest } from '../severity.ts';
import type { Draft, PlacedContext, ReferenceRule, RuleContext } from '../rule.ts';

/** A mentioned file is not there, however its path is read. */
export const referenceMissing: ReferenceRule = {
  code: 'reference/missing',
  severity: 'warning',
  reads: 'reference',
  needs: (context) => [
    context.facts,
    resolverFor(context.place.folder, context.document),
    circumstancesOf(context),
  ],
  *checkReference(context, reference, isLinked) {
    // A link's target is looked at by the rule for links, which knows how links resolve.
    if (reference.kind !== 'glob' && !isLinked) yield* checkReference(context, reference);
  },
};

function* checkReference(context: PlacedContext, reference: Reference): Iterable<Draft> {
  const { facts, place, resolve } = context;
  const isAstray = facts.history.strayed.has(mentionKey(context.document, reference));
  if (resolve(reference)?.kind !== 'missing' && !isAstray) return;
  const candidates = possiblePaths(place, reference);
  if (candidates.length === 0 || candidates.some((path) => isHidden(context, path))) return;
  if (candidates.some((path) => facts.exists(path))) return;
  // Where the file stood counts: `*.sql` with `!database/schema.sql` ignores that path only below other folders.
  const known = candidates.filter((path) => facts.history.departures?.departed(path) !== undefined);
  if ((known.length > 0 ? known : candidates).some((path) => facts.ignored(path))) return;
  const was = fateSinceWritten(context, reference);
  const grade = gradeMissing(context, reference, circumstancesOf(context), was);
  if (grade === undefined) return;
  // Where a file of that name is found all the same, it may be the one that was meant.
  const severity = isAstray ? lowest(grade, 'information') : grade;
  const thing = reference.kind === 'directory' ? 'directory' : 'file';
  const told = was
    ? tellMove(context, place, reference, was)
    : tellNearest(context, reference, findNearest(place, reference, candidates));
  yield {
    span: reference.pathSpan,
    severity,
    ...told,
    message: `There is no ${thing} ${reference.path}${told.message}.`,
  };
}

function findNearest(
  place: Location,
  reference: Reference,
  candidates: readonly string[],
): string | undefined {
  const { folder } = place;
  const near = misspeltFile(place, reference) ?? folder.files.nearest(normalizePath(reference.path) ?? '');
  if (near !== undefined || folder.neighbours.length === 0) return near;
  return candidates
    .filter(climbs)
    .map((each) => nearestAt(folder, each))
    .find((each) => each !== undefined);
}

function fateSinceWritten(
  { document, place, facts }: PlacedContext,
  reference: Reference,
): ReferenceFate | undefined {
  const { departures, written } = facts.history;
  const since = written.get(sentenceOf(document, reference));
  return departures && fateOf(document, place, reference, departures, since);
}

type Told = Pick<Draft, 'message' | 'related' | 'fixes'>;

function tellNearest(context: RuleContext, reference: Reference, near: string | undefined): Told {
  if (near === undefined) return { message: '' };
  return { message: `; ${near} exists`, fixes: [replacePath(context, reference, near, false)] };
}

function tellMove(context: RuleContext, place: Location, reference: Reference, was: ReferenceFate): Told {
  const { fate, rewritten } = was;
  const isCertain = fate.kind === 'moved' && fate.certain && !was.byNameAlone;
  const isSafe = isCertain && !tellsOfItsTime(context.document, place);
  return {
    message: tellFate(fate),
    related: newPlaces(place, fate),
    fixes: rewritten === undefined ? [] : [replacePath(context, reference, rewritten, isSafe)],
  };
}

function replacePath({ document }: RuleContext, reference: Reference, path: string, preferred: boolean): Fix {
  return {
    title: `Change to ${path}`,
    preferred,
    edits: [{ uri: document.uri, span: reference.pathSpan, newText: path }],
  };
}
