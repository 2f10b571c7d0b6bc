import { slug } from 'github-slugger';
import type { RelativeLink, RoadmapDocument } from '../model/document.ts';
import { placeAt } from '../model/neighbours.ts';
import type { Folder, Location } from '../model/workspace.ts';
import { Remembered, memoryOf } from '../remember.ts';
import type { Piece } from '../text/source.ts';
import { dirname } from '../index/layer.ts';
import { joinPath, normalizePath } from '../index/paths.ts';
import { numbered } from '../parse/links.ts';

/**
 * The file or directory a relative link points at, relative to the folder: from the document's own folder, or
 * from the root for a target that starts with `/`. Undefined where it is not one of this project's files: the
 * link stays in the document, leaves the workspace, or only looks like a link.
 */
export function linkTarget(place: Location, link: RelativeLink): string | undefined {
  return knownTargets.read(link, [place.path, place.folder.neighbours], () => findTarget(place, link));
}

const knownTargets = new Remembered<RelativeLink, string | undefined>();

function findTarget(place: Location, link: RelativeLink): string | undefined {
  // People who write for their editor add the line: `src/a.ts:12`.
  const path = (link.path.split('?', 1)[0] ?? '').replace(/:\d+(?:[-:]\d+)?$/, '');
  if (path === '' || isPlaceholder(path) || isAddress(path) || isForgePage(path)) return undefined;
  // A link that starts with `/` and names no file is a page of a web site.
  if (path.startsWith('/')) return hasExtension(path) ? joinPath('', path) : undefined;
  const directory = dirname(place.path);
  const target = normalizePath(directory === '' ? path : `${directory}/${path}`);
  return target !== undefined && placeAt(place.folder, target) ? target : undefined;
}

/**
 * Whether the words behind a link say that its file is yet to be made (`(to be generated)`, `— coming soon`), or the
 * line begins with making it (`- Write [the map](map.md)`) and is not ticked.
 */
export function isPromised({ source }: RoadmapDocument, { pathSpan, targetSpan }: RelativeLink): boolean {
  const { from, to } = source.lineSpan(source.lineAt(pathSpan.from));
  const words = source.slice({ from: pathSpan.to, to });
  const before = source.slice({ from, to: targetSpan.from });
  return PROMISE.test(words) || PROMISE_ELSEWHERE.test(words) || MAKES.test(before);
}

/**
 * `- [Rules]: firestore.rules`, `(Example: [notes](notes.md))` and `write "see [notes](notes.md)"`: maybe nobody means
 * these as links to follow, or not from here. Nor those to what is told to go: `delete [notes](notes.md)`, `the old
 * [notes](notes.md)`, `[notes](notes.md) (will be replaced)`, `~~[notes](notes.md)~~`.
 */
export function isNoLinkToFollow({ source }: RoadmapDocument, { targetSpan }: RelativeLink): boolean {
  const { from, to } = source.lineSpan(source.lineAt(targetSpan.from));
  const before = source.slice({ from, to: targetSpan.from });
  const after = source.slice({ from: targetSpan.to, to });
  return (
    LISTED_DEFINITION.test(before) ||
    EXAMPLE.test(before) ||
    GOES.test(before) ||
    GOES_BEHIND.test(after) ||
    isStruck(before, after) ||
    isQuoted(before, after)
  );
}

function isStruck(before: string, after: string): boolean {
  return before.split('~~').length % 2 === 0 && after.includes('~~');
}

/** Words in quotation marks, more than the link alone, are told: they may stand in another file. */
function isQuoted(before: string, after: string): boolean {
  return QUOTES.some(([open, close]) => {
    const at = before.lastIndexOf(open);
    const [quoted, rest] = [before.slice(at + 1), after.split(close)];
    if (at < 0 || rest.length < 2 || !/\p{L}.*\[/u.test(quoted.slice(0, quoted.lastIndexOf('[') + 1)))
      return false;
    return open === close ? before.split(open).length % 2 === 0 : !quoted.includes(close);
  });
}

const QUOTES: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
];

const GOES =
  /(?<!\p{L})(?:old|former|legacy|previous|outdated|obsolete|deprecated|delet(?:e[ds]?|ing)|remov(?:e[ds]?|ing)|drop(?:ped|ping)?|alte[nmrs]?|frühere[nmrs]?|lösch(?:e|t|en)|entfern(?:e|t|en)|ancien(?:ne)?|supprim(?:er?|ez)|antigu[oa]|antig[oa]|viej[oa]|elimin(?:ar?|e)|borrar|vecchi[oa]|eliminare|стар\p{L}+|удал\p{L}+|star[aey]|usu[nń]\p{L}*)\s+(?:(?:the|den|die|das|le|la|el|o|il)\s+)?[*_]*\[[^\]]*\]\($|(?:删除|移除|旧的?|刪除|削除|古い|삭제)\s*[*_]*\[[^\]]*\]\($/iu;
const GOES_BEHIND =
  /^\)?[\s*_]*[([（—–-]*[^.;|]{0,60}\b(?:(?:will be|to be|was|were|is|has been|being) (?:replaced|removed|deleted|dropped|renamed)|(?:wird|wurde) (?:ersetzt|entfernt|gelöscht)|(?:sera|a été) (?:remplacé|supprimé)|(?:será|fue) (?:reemplazad|eliminad|borrad)|(?:será|foi) (?:substituíd|removid))/iu;

const LISTED_DEFINITION = /^\s*(?:[-*+]|\d+[.)])\s+\[[^\]]*\]:\s*<?$/;
const EXAMPLE =
  /(?<!\p{L})(?:example|e\.g\.|beispiel|z\.\s?b\.|ejemplo|exemplo|exemple|esempio|например)[:,]?[\s*_]*\[[^\]]*\]\($/iu;

const PROMISE =
  /\b(?:to be (?:created|generated|written|added|done|made|defined)|tb[acd]|coming soon|not yet (?:there|written|created)|will be (?:created|generated|written|added)|planned|pending)\b/i;

/** The link is the object: no preposition or verb of reading stands between it and the word that makes it. */
const MAKES =
  /^\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[ \]\s+)?(?:#?\p{L}{0,5}-?\d[\d.]*[:.)]?\s+)?[*_]*(?:(?:create|write|draft|generate|produce|populate|fill (?:in|out)|erstellen?|anlegen|crear|redactar|criar|créer|rédiger|creare|создать|написать|заполнить|utworzyć)(?!\p{L})|创建|新建|编写|撰写|作成)[*_]*[:：]?\s*(?:(?!(?:as|in|from|per|to|for|by|with|on|of|using|see|like|after|according|based|via|wie|aus|nach|siehe|según|en|de|con|selon|dans|voir|как|из|по|см)(?!\p{L}))[\p{L}-]+[:：]?\s+){0,3}[*_]*\[[^\]]*\]\($/iu;

/** The same in other languages. */
const PROMISE_ELSEWHERE =
  /(?<!\p{L})(?:noch (?:zu|nicht)|folgt|geplant|por (?:crear|escribir|hacer)|pendiente|a criar|pendente|à (?:créer|écrire|faire|venir)|da (?:creare|scrivere)|do (?:utworzenia|napisania)|будет|планируется)(?!\p{L})|待(?:创建|建|编写|补充|完善|生成|定)|未创建|計画中|作成予定|未作成|추후|예정/iu;

/** Whether the file index has the target; pages are often linked without their extension. */
export function isListed(place: Location, target: string): boolean {
  const [found] = filesAt(place.folder, target);
  return found === target || (found !== undefined && !hasExtension(target));
}

/** What the index has at a link's target: that itself, else the files that have it as their name without extension. */
export function filesAt(folder: Folder, target: string): readonly string[] {
  const at = placeAt(folder, target);
  if (at === undefined) return [];
  if (at.files.has(at.path) !== undefined) return [target];
  return at.files.withAnyExtension(at.path).map((path) => target + path.slice(at.path.length));
}

/** Whether the fragment is one that a Markdown file answers for: no line numbers, no text fragments. */
export function isHeadingFragment(fragment: string): boolean {
  return fragment !== '' && fragment !== 'top' && !/^L\d+|^:~:|^\/|[=]/.test(fragment);
}

/** The anchors of a Markdown document: its headings', and those written in HTML or in braces. */
export function anchorsOf(document: MarkdownHeadings): Anchors {
  return known.read(document, [], () => readAnchors(document));
}

/** The same value for the same anchors, so that what was looked up in it stays true. */
export interface Anchors {
  readonly all: ReadonlySet<string>;
  readonly lower: ReadonlySet<string>;
  /** The first anchor of those that only punctuation and case tell apart, by the letters and digits of them. */
  readonly byLetters: () => ReadonlyMap<string, string>;
}

type MarkdownHeadings = Pick<RoadmapDocument, 'headings' | 'source'>;

/** A table of contents asks once per line. */
const known = new Remembered<MarkdownHeadings, Anchors>();

function readAnchors(document: MarkdownHeadings): Anchors {
  const { headings, source } = document;
  const memory = memoryOf(document);
  const slugs = memory.map('slugs', [], headings, ({ slug }) => slug);
  const anchors = memory.flatMap('anchors written', [], source.pieces, writtenAnchors);
  // An unclosed fence swallows the headings after it: their links lead nowhere, but the links are not wrong.
  const lines = memory.flatMap('slugs of heading lines', [], source.pieces, headingLines);
  return memory.derive('anchors', [slugs, anchors, lines], () => {
    const all = new Set([...slugs, ...anchors, ...numbered(lines)]);
    const list = [...all];
    // Most were there before: a title that is edited changes one of them.
    const lower = memory.map('anchors in lower case', [], list, (anchor) => anchor.toLowerCase());
    const letters = memory.map('letters of anchors', [], list, lettersOf);
    return toAnchors(all, lower, letters);
  });
}

/** Apart from what knows the memory: anchors live as long as their document, which other documents ask about. */
function toAnchors(all: ReadonlySet<string>, lower: readonly string[], letters: readonly string[]): Anchors {
  let byLetters: ReadonlyMap<string, string> | undefined;
  return { all, lower: new Set(lower), byLetters: () => (byLetters ??= firstBy(letters, [...all])) };
}

/** The first value for each key. */
function firstBy(keys: readonly string[], values: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [index, value] of values.entries()) {
    const key = keys[index] ?? '';
    if (!found.has(key)) found.set(key, value);
  }
  return found;
}

/** The letters and digits of an anchor, without case. */
export function lettersOf(anchor: string): string {
  return anchor.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function writtenAnchors({ text }: Piece): readonly string[] {
  return [...text.matchAll(WRITTEN_ANCHOR)].flatMap((match) => match[1] ?? match[2] ?? []);
}

function headingLines({ text }: Piece): readonly string[] {
  return [...text.matchAll(HEADING_LINE)].map((match) => slug(match[1] ?? ''));
}

const HEADING_LINE = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$/gm;

const WRITTEN_ANCHOR = /<[a-z][^<>]{0,200}?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\{\s*#([\w:.-]+)[^{}\n]*\}/gi;

export function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown|mdown|mkd)$/i.test(path);
}

function hasExtension(path: string): boolean {
  return /\.[\w-]+\/?$/.test(path);
}

/** `link`, `url`, `TBD`, `<file>`, `{{page}}`, `...`: a hole that a template left. */
function isPlaceholder(path: string): boolean {
  if (/X{2}|N{3}|Y{4}/.test(path)) return true;
  return /[<>{}$*|"]|\.\.\.|…|^(?:path\/to|your[-_/])/i.test(path) || /^[\p{L}\p{N}_-]+$/u.test(path);
}

/** Written without a scheme, but nobody's file: `www.example.org`, `me@example.org`. */
function isAddress(path: string): boolean {
  return /^www\.|^[^/\s]+@[^/\s]+\.\w+$/i.test(path);
}

/** Addresses below a repository's page at its forge, that people write as relative links. */
function isForgePage(path: string): boolean {
  return /(?:^|\/)(?:issues|pulls?|wiki|actions|releases|discussions|milestones?|projects|compare|labels|blob|tree|commits?|merge_requests|-)(?:\/[^.]*|$)(?:badge\.svg)?$/i.test(
    path,
  );
}
