import { isMap, isScalar, isSeq } from 'yaml';
import type { ParseContext, TaskDraft } from '../drafts.ts';
import { type FrontMatter, joinedValues, parseFrontMatter, readMap } from '../frontMatter.ts';
import { cleanTitle } from '../headline.ts';
import { readStatusValue } from '../status.ts';

/**
 * The `todos` of YAML front matter, as Cursor's plans have them, each with an `id`, a `content` and a `status`.
 * They are rows: records with no room for more lines. One that is still being typed may lack some of it, if another has all.
 */
export function readTodos(context: ParseContext): TaskDraft[] {
  const { map, offset } = parseFrontMatter(context.tree);
  const list = map?.items.find(({ key }) => isScalar(key) && key.value === 'todos')?.value;
  if (!isSeq(list)) return [];
  const todos: TaskDraft[] = [];
  let isOfThatForm = false;
  for (const item of list.items) {
    if (isScalar(item) && item.value === null) continue;
    if (!isMap(item) || !item.range) return [];
    const values = readMap(item, offset);
    const todo = readTodo(context, values, { from: offset + item.range[0], to: offset + item.range[1] });
    if (todo === null) continue;
    todos.push(todo);
    isOfThatForm ||= values.has('status');
  }
  return isOfThatForm ? todos : [];
}

function readTodo(context: ParseContext, values: FrontMatter, extent: TaskDraft['extent']): TaskDraft | null {
  const id = values.get('id')?.[0];
  const content = values.get('content')?.[0];
  const status = values.get('status')?.[0];
  const title = cleanTitle((content?.text ?? '').replace(/[`*]/g, ''));
  if (!id || !content || title === '') return null;
  const { source } = context.tree;
  const found = status ? readStatusValue(status.text.replace(/[_-]/g, ' '), context.legend) : undefined;
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
    extent: { from: extent.from, to: extent.from + source.slice(extent).trimEnd().length },
    status: found?.status ?? null,
    statusClaim: found && status ? { kind: 'front-matter', span: status.span } : null,
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
