import { CompletionItemKind } from 'vscode-languageserver-types';
import { dirname } from '../../core/index/layer.ts';
import { countLines } from '../../core/index/lines.ts';
import { joinPath } from '../../core/index/paths.ts';
import { resolveReference } from '../../core/index/references.ts';
import { locate, uriIn } from '../../core/model/workspace.ts';
import { SourceText } from '../../core/text/source.ts';
import { decode } from './paths.ts';
import { NOTHING, type Proposal, type Proposals, type Scene } from './proposal.ts';
import { isLinkStyle, type LinesTarget, type PathStyle, type Target } from './target.ts';

/** More would not be looked through. */
const MOST = 200;
/** Of a longer file, the first lines are looked at for declarations. */
const LOOKED_AT = 20_000;
const LONGEST_TEXT = 80;

/**
 * The lines of the file that is written before the colon, with their text: declarations first, or the end of
 * what begins at the range's first line. The name of a declaration finds its line.
 */
export async function proposeLines(
  scene: Scene,
  { path, style, word, mark, first }: LinesTarget,
  readText: (uri: string) => Promise<string | undefined>,
): Promise<Proposals> {
  const uri = uriOf(scene, path, style);
  const text = uri === undefined ? undefined : await readText(uri);
  if (text === undefined || text.includes('\0')) return NOTHING;
  const source = new SourceText(text);
  const typed = mark === '' ? word.typed : word.typed.replace(/^L/, '');
  const count = countLines(source);
  const numbers = /^\d+$/.test(typed)
    ? linesBeginning(typed, first ?? 1, count)
    : first === null
      ? linesWorthNaming(source, typed.toLowerCase(), count)
      : linesFrom(source, first, count);
  const proposals = numbers.slice(0, MOST).map((line) => toProposal(source, line, mark));
  return { proposals, isIncomplete: proposals.length < count };
}

/** The headings of a document, as the anchors that links name them by. */
export function proposeHeadings(scene: Scene, { path, style }: Target & { kind: 'heading' }): Proposals {
  const { workspace, document } = scene.snapshot;
  const uri = path === '' ? document.uri : uriOf(scene, path, style);
  const target = uri === undefined ? undefined : workspace.documents.get(uri);
  const proposals = (target?.headings ?? [])
    .filter(({ slug }) => slug !== '')
    .map(({ slug, text }) => ({
      label: slug,
      kind: CompletionItemKind.Reference,
      filter: `${slug} ${text}`,
      detail: text,
    }));
  return { proposals, isIncomplete: false };
}

/** The file that a path means; undefined if none does, or several. */
function uriOf(
  { snapshot: { workspace, document } }: Scene,
  written: string,
  style: PathStyle,
): string | undefined {
  const place = locate(workspace, document.uri);
  if (!place) return undefined;
  const { folder } = place;
  const isLink = isLinkStyle(style);
  const path = isLink ? decode(written) : written;
  const below = isLink ? joinPath(dirname(place.path), path) : undefined;
  if (below !== undefined && folder.files.has(below) === 'file') return uriIn(folder, below);
  const found = resolveReference(folder, document, { path, kind: 'file' }).path;
  return found !== undefined && folder.files.has(found) === 'file' ? uriIn(folder, found) : undefined;
}

/** `12`, `120` to `129` …: the numbers that begin with what is typed, from `first` to `last`. */
function linesBeginning(typed: string, first: number, last: number): number[] {
  const found: number[] = [];
  for (let from = Number(typed), width = 1; from <= last && from > 0; from *= 10, width *= 10)
    for (let line = from; line < from + width && line <= last && found.length < MOST; line++)
      if (line >= first) found.push(line);
  return found;
}

function linesWorthNaming(source: SourceText, typed: string, count: number): number[] {
  const declarations: number[] = [];
  const others: number[] = [];
  for (let line = 1; line <= Math.min(count, LOOKED_AT) && declarations.length < MOST; line++) {
    const text = source.lineText(line - 1);
    if (text.trim() === '' || !text.toLowerCase().includes(typed)) continue;
    if (isDeclaration(text)) declarations.push(line);
    else if (others.length < MOST) others.push(line);
  }
  return [...declarations, ...others];
}

function linesFrom(source: SourceText, first: number, count: number): number[] {
  const last = Math.min(count, first + LOOKED_AT);
  const lines = Array.from(
    { length: Math.max(0, Math.min(MOST, count - first + 1)) },
    (_, index) => first + index,
  );
  return first > count ? [] : [...new Set([endOf(source, first, last), ...lines])];
}

/** The last line of the block that begins at a line: what is indented deeper, and the bracket that closes it. */
function endOf(source: SourceText, first: number, last: number): number {
  const indent = indentOf(source.lineText(first - 1));
  let end = first;
  for (let line = first + 1; line <= last; line++) {
    const text = source.lineText(line - 1);
    if (text.trim() === '') continue;
    if (indentOf(text) > indent) end = line;
    else return /^\s*(?:[}\])]|end\b)/.test(text) ? line : end;
  }
  return end;
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)?.[0].length ?? 0;
}

/** Lines above this length are generated, or data. */
const LONGEST_LINE = 300;

function isDeclaration(line: string): boolean {
  return line.length <= LONGEST_LINE && (DECLARATION.test(line) || METHOD.test(line));
}

/** `name(a, b): type {`, the name being none of a statement. */
const METHOD =
  /^\s*(?:(?:public|private|protected|static|async|override|abstract|get|set)\s+)*(?!(?:if|for|while|switch|catch|return|with|function|else|do|try|using|lock)\b)[\p{L}_$#][\p{L}\p{N}_$]*\s*\([^;]*\)\s*(?::[^=;]*)?\{\s*$/u;

/** How a named piece of code begins in the languages of today, and a heading of Markdown. */
const DECLARATION =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|abstract|final|override|async|pub(?:\([^)]*\))?|unsafe|declare|const|inline|virtual|sealed|partial|readonly)\s+)*(?:function\*?|class|interface|enum|struct|trait|impl|fn|func|def|module|namespace|record|protocol|extension|object|type|const|let|var|val|CREATE\s+(?:TABLE|VIEW|FUNCTION|INDEX))\s+[\p{L}_$"'`[{(]|^#{1,6}\s|^[\w-]+:\s*$/u;

function toProposal(source: SourceText, line: number, mark: '' | 'L'): Proposal {
  const text = source.lineText(line - 1).trim();
  const shown = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return {
    label: `${mark}${line}`,
    kind: isDeclaration(text) ? CompletionItemKind.Function : CompletionItemKind.Text,
    filter: `${mark}${line} ${shown}`,
    detail: shown,
  };
}
