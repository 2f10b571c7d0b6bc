import { CompletionItemKind } from 'vscode-languageserver-types';
import { coverage } from '../../core/text/spans.ts';
import type { FieldName } from '../../core/parse/vocabulary/index.ts';
import { type LabelUse, labelsOf, languageIn } from './conventions.ts';
import { isTask } from './owner.ts';
import { capitalized, NOTHING, type Proposal, type Proposals, type Scene } from './proposal.ts';
import type { Target } from './target.ts';

/** What a task usually says of itself, for documents that do not show it. */
const USUAL: readonly FieldName[] = [
  'status',
  'dependsOn',
  'effort',
  'priority',
  'assignee',
  'labels',
  'branch',
  'files',
  'criteria',
];

/** Fields that the task at the cursor does not have yet, as this document writes them, the commonest first. */
export function proposeFieldNames(scene: Scene, target: Target & { kind: 'field' }): Proposals {
  const { owner, snapshot, tree, offset } = scene;
  if (!isTask(owner) || owner.form === 'row' || owner.form === 'file') return NOTHING;
  const { layout } = tree;
  const uses = labelsOf(tree, offset);
  const inTask = coverage(snapshot.document.tasks.map(({ extent }) => extent));
  const ofTasks = uses.filter(({ at }) => inTask(layout.toReal(at)));
  const isOwn = ({ at }: LabelUse): boolean => {
    const real = layout.toReal(at);
    return owner.extent.from <= real && real <= owner.extent.to && !isAt(real, offset, scene);
  };
  const present = new Set(ofTasks.filter(isOwn).map(({ name }) => name));
  const forms = commonest(ofTasks);
  const first = forms[0] ?? { ...PLAIN, name: 'status' };
  const language = languageIn(uses);
  const missing = USUAL.filter((name) => !forms.some((form) => form.name === name));
  const usual = missing.flatMap((name) => {
    const [word] = language.fields[name] ?? [];
    return word === undefined ? [] : [written(first, name, capitalized(word))];
  });
  const typed = target.word.typed.slice(target.marks.length).toLowerCase();
  const proposals = [...forms, ...usual]
    .filter(({ name, label }) => !present.has(name) && label.toLowerCase().startsWith(typed))
    .map((form) => toProposal(form, target));
  return { proposals, isIncomplete: false };
}

type Form = Pick<LabelUse, 'name' | 'label' | 'written' | 'inItem'>;

const PLAIN = { label: 'Status', written: '**Status:**', inItem: false } as const;

/** What is being written is not there yet. */
function isAt(label: number, cursor: number, { snapshot: { document } }: Scene): boolean {
  return document.source.lineAt(label) === document.source.lineAt(cursor);
}

/** Each field in the spelling that is used most, those used most first. */
function commonest(uses: readonly LabelUse[]): Form[] {
  const counts = new Map<string, { readonly use: LabelUse; count: number }>();
  for (const use of uses) {
    const key = `${use.name} ${use.inItem} ${use.written}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { use, count: 1 });
  }
  const seen = new Set<FieldName>();
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ use }) => use)
    .filter(({ name }) => {
      const isNew = !seen.has(name);
      seen.add(name);
      return isNew;
    });
}

/** Another field in the form of `like`. */
function written(like: Form, name: FieldName, label: string): Form {
  return { name, label, written: like.written.replace(like.label, () => label), inItem: like.inItem };
}

function toProposal(form: Form, { marks, marker }: Target & { kind: 'field' }): Proposal {
  const lead = form.inItem && !marker ? '- ' : '';
  return {
    label: form.label,
    kind: CompletionItemKind.Field,
    text: `${lead}${form.written} `,
    filter: `${marks}${form.label}`,
    description: `${lead}${form.written}`,
  };
}
