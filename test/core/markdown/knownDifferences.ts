/**
 * Where our tree of blocks and remark's differ, each with the reason and with what both say, so that a
 * difference that goes away is noticed. Patterns are for texts that were shrunk to the smallest that differs.
 */
export interface Difference {
  readonly reason: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly ours: readonly string[];
  readonly remark: readonly string[];
}

const ITEM = String.raw`(?:[-+*]|\d{1,9}[.)])`;
const OPENED = String.raw`(?:^|\n)[ \t]*(?:>|${ITEM}(?:[ \t]|$))[^]*`;
const DELIMITERS = String.raw`[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)*`;

export const KNOWN_DIFFERENCES: readonly Difference[] = [
  {
    reason: 'remark reads a table right under an item or quote as its text; who writes one means a table',
    pattern: new RegExp(String.raw`${OPENED}\|[^\n]*\n${DELIMITERS}(?:\n|$)`),
    example: '- x\n| a | b |\n|---|---|',
    ours: ['list 1', '  item 1', '    paragraph 1-1', 'table 2 1'],
    remark: ['list 1', '  item 1', '    paragraph 1-3'],
  },
  {
    reason: 'Lezer takes an indented line right under a table for a row',
    pattern: new RegExp(String.raw`\|[^\n]*\n${DELIMITERS}\n(?:[^\n]+\n)*(?: {4}| {0,3}\t)`),
    example: '| a |\n|---|\n    code',
    ours: ['table 1 2'],
    remark: ['table 1 1', 'code 3'],
  },
  {
    reason: 'remark takes `===` right under a table for a row; nobody means that',
    pattern: new RegExp(String.raw`\|[^\n]*\n${DELIMITERS}\n(?:[^\n]+\n)*[ \t>]*(?:=+|--+)[ \t]*(?:\n|$)`),
    example: '| a |\n|---|\n===',
    ours: ['table 1 1', 'paragraph 3-3'],
    remark: ['table 1 2'],
  },
  {
    reason: 'Lezer takes a line with nothing but a tag right under a table for a row',
    pattern: new RegExp(
      String.raw`\|[^\n]*\n${DELIMITERS}\n(?:[^\n]+\n)*[ \t>]*<\/?[a-z][^\n]*>[ \t]*(?:\n|$)`,
      'i',
    ),
    example: 'a||\n-|-\n<i>',
    ours: ['table 1 2'],
    remark: ['table 1 1', 'html 3'],
  },
  {
    reason: 'Lezer wants a bar behind the dashes or two columns before it reads a table of one column',
    pattern: /\n[ \t>]*(?:\|?[ \t]*:?-+:?|:?-+:?[ \t]*\||\|?[ \t]*:-+|\|?[ \t]*-+:)[ \t]*(?:\n|$)/,
    example: 'b\n|-',
    ours: ['paragraph 1-2'],
    remark: ['table 1 1'],
  },
  {
    reason: 'Lezer takes an indented line of dashes and bars under a line with bars for the head of a table',
    pattern: new RegExp(String.raw`\|[^\n]*\n(?: {4}| {0,3}\t)${DELIMITERS}(?:\n|$)`),
    example: 'a||\n\t-|-',
    ours: ['table 1 1'],
    remark: ['paragraph 1-2'],
  },
  {
    reason: 'Lezer takes any blank of Unicode for one between the dashes and bars under a table’s header',
    pattern: /\|[^\n]*\n(?=[^\n]*-)[-:|>\s]*[^\S \t\r\n][-:|\s]*(?:\n|$)/,
    example: 'a||\n--|\ufeff-',
    ours: ['table 1 1'],
    remark: ['paragraph 1-2'],
  },
  {
    reason: 'remark reads a box that is broken over two lines, which nobody means',
    pattern: new RegExp(String.raw`${ITEM}[ \t]+\[[ \t]*\n[ \t>]*\]`),
    example: '- [\n] i',
    ours: ['list 1', '  item 1', '    paragraph 1-2'],
    remark: ['list 1', '  item 1 [ ]', '    paragraph 2-2'],
  },
  {
    reason: 'we read a box below the mark of an empty item, where a line was broken; remark does not',
    pattern: new RegExp(String.raw`${ITEM}[ \t]*\n[ \t>]*\[[ xX]\][ \t]`),
    example: '- \n  [ ] C',
    ours: ['list 1', '  item 1 [ ]', '    paragraph 2-2'],
    remark: ['list 1', '  item 1', '    paragraph 2-2'],
  },
  {
    reason: 'Lezer takes any blank of Unicode for one in a tag and behind it',
    pattern: /<\/?[a-z](?:[^>\n]*[^\S \t\r\n]|[^>\n]*>\s*?[^\S \t\r\n])/i,
    example: '<d\ufeff>',
    ours: ['html 1'],
    remark: ['paragraph 1-1'],
  },
  {
    reason: 'Lezer ends a definition with its line, where CommonMark lets an indented line go on as text',
    pattern: /\]:[^\n]*\n(?: {4}| {0,3}\t)/,
    example: '[r]: a.md\n    more',
    ours: ['definition 1', 'code 2'],
    remark: ['definition 1', 'paragraph 2-2'],
  },
  {
    reason:
      'what follows a definition is the text of one paragraph to CommonMark, a block of its own to Lezer',
    pattern: /\]:[^\n]*\n[ \t>]*\S/,
    example: '[r]:a\n-',
    ours: ['definition 1', 'list 2', '  item 2'],
    remark: ['definition 1', 'paragraph 2-2'],
  },
  {
    reason: 'Lezer takes an address with a parenthesis that nothing closes for one',
    pattern: /\]:\s*[^\s<]*[()]/,
    example: '[r]:(',
    ours: ['definition 1'],
    remark: ['paragraph 1-1'],
  },
  {
    reason: 'remark counts a definition to the underlined heading that follows it',
    pattern: /\]:[^\n]*\n(?:[^\n]+\n)+[ \t>]*(?:=+|-+)/,
    example: '[r]: a.md\ntext\n===',
    ours: ['definition 1', 'heading 1 2-3'],
    remark: ['definition 1', 'heading 1 1-3'],
  },
  {
    reason: 'in an item, an empty or later item below its text opens a list at once: half of one being typed',
    pattern: new RegExp(
      String.raw`(?:^|\n)[ \t>]*${ITEM}(?:[ \t]|$)[^]*\n[ \t>]*${ITEM}(?:[ \t]*(?:\n|$)|[ \t])`,
    ),
    example: '- e\n  -',
    ours: ['list 1', '  item 1', '    paragraph 1-1', '    list 2', '      item 2'],
    remark: ['list 1', '  item 1', '    heading 2 1-2'],
  },
  {
    reason: 'remark takes an empty or later item for text behind some blocks that are no paragraph',
    pattern: new RegExp(
      String.raw`[^\n]\n[ \t]*(?:>|${ITEM})?[ \t]*(?:>|${ITEM})?[ \t]*${ITEM}(?:[ \t]|\n|$)`,
    ),
    example: '    e\n*',
    ours: ['code 1', 'list 2', '  item 2'],
    remark: ['code 1', 'paragraph 2-2'],
  },
  {
    reason: 'blank lines at the end of a fence that nothing closes count in one and not in the other',
    pattern: /(?:```|~~~)[^]*\n(?:[ \t>]*\n)*(?:[ \t>]*$|[ \t>]*\n[^]*$)/,
    example: '- ```\n\n\nc',
    ours: ['list 1', '  item 1', '    code 1  "\\n"', 'paragraph 4-4'],
    remark: ['list 1', '  item 1', '    code 1  ""', 'paragraph 4-4'],
  },
  {
    reason: 'we give the info string as written, remark with escapes and entities resolved',
    pattern: /(?:```|~~~)[^\n]*[\\&]/,
    example: '``` a\\+b\n```',
    ours: ['code 1 a\\+b ""'],
    remark: ['code 1 a+b ""'],
  },
  {
    reason: 'remark begins indented code anew at each line behind an empty quote or item',
    pattern: new RegExp(String.raw`(?:>|${ITEM})[ \t]*\n\s*?(?: {4}| {0,3}\t)`),
    example: '>\n    n\n    e',
    ours: ['quote 1', 'code 2'],
    remark: ['quote 1', 'code 2', 'code 3'],
  },
  {
    reason: 'Lezer reads many blanks behind the mark of an empty item or quote as code',
    pattern: new RegExp(String.raw`(?:${ITEM}|>)[ \t]{5,}(?:\n|$)`),
    example: '-     \n',
    ours: ['list 1', '  item 1', '    code 1'],
    remark: ['list 1', '  item 1'],
  },
  {
    reason: 'a declaration in lower case, which no roadmap has, is text to Lezer',
    pattern: /<![a-z]/,
    example: '<!x',
    ours: ['paragraph 1-1'],
    remark: ['html 1'],
  },
  {
    reason: 'Lezer goes on with a paragraph of a quote or item at a line that is one tag',
    pattern: new RegExp(String.raw`${OPENED}\n[ \t]*</?[a-zA-Z]`),
    example: '> x\n<g>',
    ours: ['quote 1', '  paragraph 1-2'],
    remark: ['quote 1', '  paragraph 1-1', 'html 2'],
  },
];

/** Is this text, which cannot be made shorter and still differ, one of the differences above? */
export function isKnownDifference(smallest: string): boolean {
  const text = smallest.replace(/\r\n?/g, '\n');
  return KNOWN_DIFFERENCES.some(({ pattern }) => pattern.test(text));
}
