import { basename } from '../../index/layer.ts';
import { isConvention } from '../../index/paths.ts';
import { resolverFor } from '../../index/references.ts';
import type { Reference } from '../../model/document.ts';
import { areSame } from '../../remember.ts';
import { isOpen } from '../criteria.ts';
import { isRecord, taskOf } from '../missing.ts';
import type { PlacedContext, ReferenceRule } from '../rule.ts';

/** A file that an open task is to create is there. */
export const referenceAlreadyExists: ReferenceRule = {
  code: 'reference/already-exists',
  severity: 'hint',
  reads: 'reference',
  needs: (context) => [
    resolverFor(context.place.folder, context.document),
    isRecord(context.document, context.place),
    firstMentions(context),
  ],
  *checkReference(context, reference) {
    if (reference.kind !== 'file' || reference.expectation !== 'to-create') return;
    if (!firstMentions(context).has(reference) || !isYetToBegin(context, reference)) return;
    const { kind, path } = context.resolve(reference) ?? {};
    // A file of that name elsewhere is another one.
    if (path === undefined || (kind !== 'exact' && kind !== 'relative' && kind !== 'module')) return;
    // So is one of a name that each folder may have.
    if (!reference.path.includes('/') && (kind !== 'exact' || isConvention(path))) return;
    if (context.place.folder.files.has(path) !== 'file' || path === context.place.path) return;
    yield { span: reference.pathSpan, message: `${path} is to be created, and exists already.` };
  },
};

/** One mention per file: a plan names what it makes again and again. */
function firstMentions({ document, memory }: PlacedContext): ReadonlySet<Reference> {
  const all = memory.flatMap(
    'files to create',
    [],
    document.references,
    (reference) => (reference.kind === 'file' && reference.expectation === 'to-create' ? [reference] : []),
    areSame,
  );
  return memory.derive('first mentions', [all], () => {
    const byPath = new Map<string, Reference>();
    for (const reference of all) if (!byPath.has(reference.path)) byPath.set(reference.path, reference);
    return new Set(byPath.values());
  });
}

/** Work that has begun has made some of its files. */
function isYetToBegin({ document, place }: PlacedContext, reference: Reference): boolean {
  const task = taskOf(document, reference);
  if (task === undefined || !isOpen(task) || isRecord(document, place)) return false;
  if (/report|summary|complet|changelog/i.test(basename(place.path))) return false;
  if (task.status === 'in-progress' || task.status === 'in-review') return false;
  return !task.items.some(({ checked }) => checked === true);
}
