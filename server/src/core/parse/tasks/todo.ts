import { isMap, isScalar, isSeq } from 'yaml';
import type { ParseContext, TaskDraft } from '../drafts.ts';
import { type FrontMatter, joinedValues, parseFrontMatter, readMap } from '../frontMatter.ts';
import { cleanTitle } from '../headline.ts';
import { readStatusValue } from '../status.ts';

/**
 * The `todos` of YAML front matter, as Cursor's plans have them, each with an `id`, a `content` and a `status`.
 * They are rows: records with no room for more lines. Empty if they are not all of that form.
 */
export function readTodos(context: ParseContext): TaskDraft[] {
  const { map, offset } = parseFrontMatter(context.tree);
  const list = map?.items.find(({ key }) => isScalar(key) && key.value === 'todos')?.value;
  if (!isSeq(list)) return [];
  const todos = list.items.map((item) =>
    isMap(item) && item.range
      ? readTodo(context, readMap(item, offset), { from: offset + item.range[0], to: offset + item.range[1] })
      : null,
  );
  return todos.every((todo) => todo !== null) ? todos : [];
}

function readTodo(context: ParseContext, values: FrontMatter, extent: TaskDraft['extent']): TaskDraft | null {
  const id = values.get('id')?.[0];
  const content = values.get('content')?.[0];
  const status = values.get('status')?.[0];
  const title = cleanTitle((content?.text ?? '').replace(/[`*]/g, ''));
  if (!id || !content || !status || title === '') return null;
  const { source } = context.tree;
  const found = readStatusValue(status.text.replace(/[_-]/g, ' '), context.legend);
  return {
    type: 'task',
    form: 'row',
    id: id.text,
    found: null,
    aliases: [],
    groupId: null,
    title,
    line: source.lineAt(extent.from) + 1,
    nameSpan: content.span,
    idSpan: id.span,
    extent: { from: extent.from, to: Math.max(status.span.to, content.span.to, id.span.to) },
    status: found?.status ?? null,
    statusClaim: found ? { kind: 'front-matter', span: status.span } : null,
    otherStatus: null,
    effort: null,
    priority: null,
    body: { fields: [], items: [], nested: [], prose: [] },
    values: joinedValues(values, 'dependsOn', 'dependencies', 'depends_on', 'blocked_by'),
    parent: null,
    secondary: false,
    below: null,
    weight: 4,
  };
}
