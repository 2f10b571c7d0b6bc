import type { SourceText, Span } from '../../text/source.ts';

/** Whether an id stands among nothing but ids: in a cell, behind the label of a field, or in `(depends on T001)`. */
export function isPlainField(source: SourceText, span: Span): boolean {
  const line = source.lineSpan(source.lineAt(span.from));
  if (line.to - line.from > LONGEST_FIELD) return false;
  const before = source.slice({ from: line.from, to: span.from });
  const after = source.slice({ from: span.to, to: line.to });
  const bracket = IN_BRACKET.exec(before)?.[1];
  const own = bracket ?? before.slice(Math.max(...LABEL_ENDS.map((end) => before.lastIndexOf(end))) + 1);
  const rest = (bracket === undefined ? /^[^|]*/ : /^[^)\]）]*/u).exec(after)?.[0] ?? '';
  const words = `${own} ${rest}`.replace(REMARK, ' ').match(/\p{L}[\p{L}\p{N}.-]*/gu) ?? [];
  return own !== before && words.every((word) => /\d/.test(word) || LINKING.test(word));
}

/** UTF-16 units of a line; what is longer was not written as a field. */
const LONGEST_FIELD = 4000;
const LABEL_ENDS = ['|', ':', '：'];
const IN_BRACKET = /[([（]\s*(?:depends? on|blocked by|requires|needs)\s([^)\]）]*)$/iu;
/** What explains an id: `T001 (store)`. */
const REMARK = /[([（][^()[\]（）]*[)\]）]/gu;
const LINKING =
  /^(?:and|or|und|oder|et|ou|y|o|e|task|tasks|issue|issues|story|stories|phase|phases|step|steps|none|all|complete|completed|done)$/i;
