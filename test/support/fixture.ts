import { SourceText, type Place, type Span } from '../../server/src/core/text/source.ts';

/**
 * Workspaces as text:
 *
 *     //- /docs/plan.md      starts a file (without one, the text is `/plan.md`)
 *     <|>                    the cursor; <|…|> a range (the text between stays)
 *     // ^^^ code: message   a finding expected at the columns of the carets, on the last line of text above
 *     // ^^^ code warning: message
 *                            the same with its severity
 *
 * The marks are taken out before anything reads the text. A caret comment says where by its carets, so they
 * must start right of the `//`: write a finding in the first columns as `//^ code: …` with `<` for a
 * span that starts left of column 3: `//<4 code: …` stands for the first four columns.
 */
export interface Fixture {
  /** In the order written; the first is the one under test unless a mark says otherwise. */
  readonly files: readonly FixtureFile[];
}

export interface FixtureFile {
  /** With a leading `/`. */
  readonly path: string;
  readonly text: string;
  readonly source: SourceText;
  /** Offset of `<|>`, or of the start of a range. */
  readonly cursor: number | undefined;
  readonly ranges: readonly Span[];
  readonly expected: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  readonly span: Span;
  readonly code: string;
  readonly severity: string | undefined;
  /** Empty: any message. */
  readonly message: string;
}

/** Reads the mark-up. Common indentation of all lines is removed first, and one line break at the start. */
export function readFixture(markup: string): Fixture {
  const files: FixtureFile[] = [];
  let path = '/plan.md';
  let lines: string[] = [];
  const finish = (): void => {
    if (lines.some((line) => line.trim() !== '') || path !== '/plan.md') files.push(readFile(path, lines));
    lines = [];
  };
  for (const line of dedent(markup).split('\n')) {
    const start = /^\/\/- (\/\S.*)$/.exec(line);
    if (start === null) lines.push(line);
    else {
      finish();
      path = start[1]?.trim() ?? path;
    }
  }
  finish();
  return { files };
}

/** The file with the cursor, and where that is. */
export function cursorOf(fixture: Fixture): { file: FixtureFile; offset: number; place: Place } {
  const file = fixture.files.find(({ cursor }) => cursor !== undefined);
  if (file?.cursor === undefined) throw new Error('The fixture has no cursor: write <|> somewhere.');
  return { file, offset: file.cursor, place: file.source.placeAt(file.cursor) };
}

/** Text whose lines share an indentation, as template strings do. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = Math.min(...indents, 1000);
  return lines.map((line) => line.slice(common)).join('\n');
}

function readFile(path: string, lines: readonly string[]): FixtureFile {
  const expectations: { line: number; from: number; to: number; rest: string }[] = [];
  const kept: string[] = [];
  for (const line of lines) {
    const carets = /^\/\/( *)(\^+|<\d+) +(\S+\/\S+.*)$/.exec(line);
    if (carets === null) {
      kept.push(line);
      continue;
    }
    const [, blanks = '', mark = '', rest = ''] = carets;
    const short = mark.startsWith('<');
    const from = short ? 0 : 2 + blanks.length;
    const to = short ? Number(mark.slice(1)) : from + mark.length;
    expectations.push({ line: kept.length - 1, from, to, rest });
  }
  const { text, cursor, ranges } = takeMarks(kept.join('\n'));
  const source = new SourceText(text);
  const expected = expectations.map(({ line, from, to, rest }) => {
    const start = source.lineStart(line);
    return { span: { from: start + from, to: start + to }, ...readExpectation(rest) };
  });
  return { path, text, source, cursor, ranges, expected };
}

function readExpectation(rest: string): Omit<ExpectedFinding, 'span'> {
  const parts = /^(\S+?\/[^\s:]+)(?: (error|warning|information|hint))?(?::\s*(.*))?$/.exec(rest);
  if (parts === null) throw new Error(`Not an expectation: ${rest}`);
  return { code: parts[1] ?? '', severity: parts[2], message: parts[3] ?? '' };
}

function takeMarks(marked: string): { text: string; cursor: number | undefined; ranges: Span[] } {
  let text = '';
  let cursor: number | undefined;
  let open: number | undefined;
  const ranges: Span[] = [];
  for (const part of marked.split(/(<\|>|<\||\|>)/)) {
    if (part === '<|>') cursor = text.length;
    else if (part === '<|') open = text.length;
    else if (part === '|>' && open !== undefined) {
      ranges.push({ from: open, to: text.length });
      open = undefined;
    } else text += part;
  }
  return { text, cursor: cursor ?? ranges[0]?.from, ranges };
}
