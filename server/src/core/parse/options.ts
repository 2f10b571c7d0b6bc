import { type ProjectConfig, roadmapOverride } from '../config.ts';
import type { ParseOptions } from './document.ts';
import { compileWords, type Words } from './vocabulary/index.ts';

/** How the document at `path` (relative to the folder that `config` is of) is to be read. */
export function parseOptions(config: ProjectConfig, path: string): ParseOptions {
  const roadmap = roadmapOverride(config, path);
  return { words: wordsOf(config), ...(roadmap === undefined ? {} : { roadmap }), ...depthOf(path) };
}

/** What of the settings decides how documents are read; the rest only judges them. */
export function readingOf({ roadmaps, words, ids }: ProjectConfig): string {
  return JSON.stringify([roadmaps, words, ids]);
}

/** Unknown for a document directly in its folder: that may as well be a folder deep in a repository. */
function depthOf(path: string): { depth?: number } {
  const isInside = !/^(?:\.\.\/|\/|[A-Za-z]:)/.test(path);
  const depth = isInside ? path.split('/').length - 1 : 0;
  return depth > 0 ? { depth } : {};
}

const compiled = new Map<string, Words>();
/** So many folders with words of their own are open at once in no editor. */
const MOST = 50;

/** Compiled once for equal settings: whoever keeps what was read with some words can compare by identity. */
function wordsOf({ words, ids }: ProjectConfig): Words {
  const key = JSON.stringify([words, ids]);
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= MOST) compiled.clear();
  const made = compileWords({ ...words, ids });
  compiled.set(key, made);
  return made;
}
