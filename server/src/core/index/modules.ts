import type { RoadmapDocument } from '../model/document.ts';
import type { Folder } from '../model/workspace.ts';
import { ROOT_WORDS, anyOf, fold, wordKey } from '../parse/vocabulary/index.ts';
import { memoryOf } from '../remember.ts';
import { normalizePath } from './paths.ts';
import { compile } from '../text/patterns.ts';

/**
 * The folders that a document's paths may be relative to: those of the settings, and those that the document
 * itself names ("all paths are relative to `packages/api`", `**Working directory:** server/`), in any language.
 */
export function moduleRoots(folder: Folder, document: RoadmapDocument): readonly string[] {
  const named = namedRoots(document).flatMap((root) => findDirectory(folder, root));
  return [...new Set([...folder.config.modules, ...named])].filter((root) => root !== '');
}

function namedRoots(document: RoadmapDocument): readonly string[] {
  const { pieces } = document.source;
  return memoryOf(document).flatMap('named roots', [], pieces, ({ text }) => rootsIn(text));
}

/** Folded text has its characters at their places: what is found there is read from the text itself. */
function rootsIn(text: string): readonly string[] {
  if (!MAY_NAME.test(text)) return [];
  return [...fold(text).matchAll(NAMED_ROOT)].flatMap((match) => {
    const written = match.groups?.['code'] ?? match.groups?.['bare'] ?? match.groups?.['first'];
    if (written === undefined) return [];
    const from = match.index + match[0].lastIndexOf(written);
    return [text.slice(from, from + written.length)];
  });
}

const { labels, paths, before, behind } = ROOT_WORDS;
/** The path is taken only from code marks or with a slash: a bare word after "relative to" is prose. */
const PATH = String.raw`(?:\x60(?<code>[^\x60\n]+)\x60|(?<bare>[\w.@-]+\/[\w./@-]*))`;
const FIRST = String.raw`\x60(?<first>[^\x60\n]+)\x60`;
const SENTENCE = String.raw`${folded(paths)}[^\n.。]{0,40}?`;
const NAMED_ROOT = compile(
  String.raw`(?:${SENTENCE}${folded(before)} *|\*\*${folded(labels)}:?\*\*:? *)${PATH}` +
    String.raw`|${SENTENCE}${FIRST} *${folded(behind)}`,
  'g',
);
/** Asked of each part of a long document first: words in all languages are slow to look for. */
const MAY_NAME = new RegExp(`${anyStart([...before, ...behind])}|\\*\\*(?:${anyStart(labels)})`, 'i');

function folded(words: readonly string[]): string {
  return anyOf(new Set(words.map(wordKey)));
}

/** With and without accents; what begins with another one is found with that. */
function anyStart(words: readonly string[]): string {
  const all = [...new Set([...words, ...words.map(wordKey)])];
  return all.filter((word) => !all.some((other) => other !== word && word.startsWith(other))).join('|');
}

function findDirectory(folder: Folder, written: string): readonly string[] {
  const path = normalizePath(written);
  if (path === undefined || path === '' || path.startsWith('../')) return [];
  if (folder.files.has(path) === 'directory') return [path];
  const candidates = folder.files.bySuffix(path, 'directory');
  return candidates.length === 1 ? candidates : [];
}
