import { normalizePath } from '../../index/paths.ts';
import type { Reference } from '../../model/document.ts';
import type { Location } from '../../model/workspace.ts';
import type { Fix } from '../finding.ts';
import { gradeMissing, isBehindAFile, possiblePaths } from '../missing.ts';
import type { Draft, Rule, RuleContext } from '../rule.ts';

/** A mentioned file is not there, however its path is read. */
export const referenceMissing: Rule = {
  code: 'reference/missing',
  severity: 'warning',
  reads: 'workspace',
  *check(context) {
    const { document, place } = context;
    if (place === undefined) return;
    // A link's target is looked at by the rule for links, which knows how links resolve.
    const links = new Set(document.links.map(({ pathSpan }) => pathSpan.from));
    for (const reference of document.references) {
      if (reference.kind === 'glob' || links.has(reference.pathSpan.from)) continue;
      yield* checkReference(context, place, reference);
    }
  },
};

function* checkReference(context: RuleContext, place: Location, reference: Reference): Iterable<Draft> {
  const { document, facts, resolve } = context;
  if (resolve(reference)?.kind !== 'missing') return;
  const candidates = possiblePaths(place, reference);
  if (candidates.length === 0 || candidates.some((path) => isBehindAFile(place, path))) return;
  if (candidates.some((path) => facts.exists(path) || facts.ignored(path))) return;
  const severity = gradeMissing(document, place, reference, resolve);
  if (severity === undefined) return;

  const near = place.folder.files.nearest(normalizePath(reference.path) ?? '');
  const hint = near === undefined ? '' : `; ${near} exists`;
  const thing = reference.kind === 'directory' ? 'directory' : 'file';
  yield {
    span: reference.pathSpan,
    message: `There is no ${thing} ${reference.path}${hint}.`,
    severity,
    fixes: near === undefined ? [] : [replacePath(context, reference, near)],
  };
}

function replacePath({ document }: RuleContext, reference: Reference, path: string): Fix {
  return {
    title: `Change to ${path}`,
    preferred: false,
    edits: [{ uri: document.uri, span: reference.pathSpan, newText: path }],
  };
}
