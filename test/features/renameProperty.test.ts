import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findById } from '../../server/src/core/index/ids.ts';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import { provideRename } from '../../server/src/features/rename.ts';
import { uriOf, workspaceFrom, type TestWorkspace } from '../support/workspace.ts';

const PATHS = ['/a.md', '/b.md'] as const;

interface Plan {
  readonly forms: readonly ('heading' | 'item')[];
  /** By task: the numbers of the tasks that it depends on, each alone or as the first of a range. */
  readonly dependencies: readonly (readonly { readonly first: number; readonly length: number }[])[];
  readonly joiner: string;
}

const COUNT = 6;

const plans = fc.record<Plan>({
  forms: fc.array(fc.constantFrom('heading', 'item'), { minLength: COUNT, maxLength: COUNT }),
  dependencies: fc.array(
    fc.array(
      fc.record({ first: fc.integer({ min: 1, max: COUNT }), length: fc.integer({ min: 1, max: 3 }) }),
      {
        maxLength: 3,
      },
    ),
    { minLength: COUNT, maxLength: COUNT },
  ),
  joiner: fc.constantFrom('-', '..', ' to ', '–'),
});

/** A plan whose tasks are `P1-1` to `P1-6`, and another document that names them. */
function write({ forms, dependencies, joiner }: Plan): string {
  const name = ({ first, length }: { first: number; length: number }) =>
    length > 1 && first + length - 1 <= COUNT
      ? `P1-${first}${joiner}P1-${first + length - 1}`
      : `P1-${first}`;
  const tasks = forms.map((form, index) => {
    const names = (dependencies[index] ?? []).map(name).join(', ');
    const id = `P1-${index + 1}`;
    if (form === 'heading')
      return `### ${id}: Do it\n**Status:** Open\n${names === '' ? '' : `**Depends on:** ${names}\n`}\nSee ${names}.\n`;
    return `### Step ${index}\n\n- [ ] ${id}: Do it${names === '' ? '' : ` (depends on ${names})`}\n`;
  });
  const other = `# Other plan\n### X-1: Ship\n**Status:** Open\n**Depends on:** ${(dependencies[0] ?? []).map(name).join(', ')}\n`;
  return `//- ${PATHS[0]}\n# Plan\n\n${tasks.join('\n')}\n//- ${PATHS[1]}\n${other}`;
}

function documentAt({ workspace }: TestWorkspace, path: string): RoadmapDocument {
  const document = workspace.documents.get(uriOf(path));
  assert(document);
  return document;
}

/** Who depends on whom, by document and line: what no rename may change. */
function meaning(test: TestWorkspace): string[] {
  return PATHS.flatMap((path) =>
    documentAt(test, path).tasks.map((task) => {
      const places = task.dependsOn.map(
        ({ id }) => findById(test.workspace, documentAt(test, path), id, task)[0],
      );
      const lines = places.map((place) => (place?.kind === 'task' ? place.task.line : -1));
      return `${path}:${task.line} ${[...new Set(lines)].sort((a, b) => a - b).join(' ')}`;
    }),
  );
}

describe('Rename, for any plan', () => {
  it('keeps who depends on whom, and leaves no old id', () => {
    fc.assert(
      fc.property(plans, fc.nat(COUNT - 1), fc.constantFrom('P1-9', 'P1-77', 'Q-1'), (plan, chosen, name) => {
        const before = workspaceFrom(write(plan));
        const document = documentAt(before, PATHS[0]);
        const task = document.tasks.find(({ id }) => id === `P1-${chosen + 1}`);
        if (!document.roadmap || !task?.idSpan) return;
        const snapshot = { workspace: before.workspace, document, version: 1 };
        const answer = provideRename(snapshot, document.source.placeAt(task.idSpan.from), name);
        assert(answer.kind === 'edits', answer.kind === 'edits' ? '' : answer.reason);
        const texts = PATHS.map((path) => {
          const own = answer.edits.filter(({ uri }) => uri === uriOf(path));
          const edits = own.map(({ span, newText }) => ({ ...span, text: newText }));
          const { source } = documentAt(before, path);
          return source.withChanges(edits.sort((a, b) => b.from - a.from)).text;
        });
        const after = workspaceFrom(
          texts.map((text, index) => `//- ${PATHS[index] ?? ''}\n${text}`).join('\n'),
        );
        assert.deepEqual(meaning(after), meaning(before));
        assert.doesNotMatch(texts.join('\n'), new RegExp(`P1-${chosen + 1}\\b`));
      }),
      { numRuns: 150 },
    );
  });
});
