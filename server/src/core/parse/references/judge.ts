import {
  BARE_FILES,
  BRANCH_PREFIXES,
  DIRECTORIES,
  DOT_NAMES,
  EXTENSIONS,
  IGNORED_DIRECTORIES,
  MEMBER_EXTENSIONS,
  OBJECTS,
  PRODUCTS,
  SLASH_WORDS,
  STRONG_DIRECTORIES,
  SYSTEM_DIRECTORIES,
} from './names.ts';

/** A word that may name a file or directory, with as much of its surroundings as telling needs. */
export interface Candidate {
  /** The path as written, without line numbers and symbols. */
  readonly path: string;
  /** Stands in code marks. */
  readonly quoted: boolean;
  /** Stands under a File label or in a File column: a reader expects a path. */
  readonly labelled: boolean;
  /** The text before it on its line. */
  readonly before: string;
  /** The character after it; empty at the end. */
  readonly after: string;
}

/** Why a word is no reference. */
export type Reason =
  | 'url'
  | 'email'
  | 'route'
  | 'branch'
  | 'package'
  | 'product'
  | 'symbol'
  | 'type name'
  | 'extension'
  | 'expression'
  | 'outside the repository'
  | 'placeholder'
  | 'ignored'
  | 'command'
  | 'data pattern'
  | 'no extension'
  | 'unknown directory';

export type Verdict =
  | { readonly yes: true; readonly kind: 'file' | 'directory' | 'glob' }
  | { readonly yes: false; readonly reason: Reason };

/** Names of directories that are beyond doubt. */
export type Directories = Pick<ReadonlySet<string>, 'has'>;

const no = (reason: Reason): Verdict => ({ yes: false, reason });

const HOST =
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|ai|app|co|gov|edu|de|fr|uk|eu|info|me|gg|xyz|cloud|local|localhost|ru|cn|jp|br|tv|ly|so|us|page|site|tech|internal)(?::\d+)?$/i;
const VERB_BEFORE = /(?:^|[^\w])(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|WS)[ `]*$/;
const COMMAND_BEFORE =
  /(?:^|[\s(])(?:python3?|npx|tsx|ts-node|bash|pytest|(?:npm|pnpm|yarn|bun|uv|poetry|deno) run)\s+$/;
/** `httpbin.org`, `xsd.exe`: without a folder these are hosts and programs. */
const BARE_NAMES_OF_PROGRAMS = /^(?:org|exe|dll|com)$/;
const MIME_TYPES = /^(?:application|audio|font|image|message|multipart|text|video)$/;
// `$token` is a parameter in the name of a route's file, `$HOME` and `${x}` stand for a value.
const PLACEHOLDER =
  /[<>]|\$(?![a-z]\w*\.(?:[jt]sx?|vue|svelte)$|[a-z]\w*\/)|%[A-Za-z]+%|\{\{|(?<!\[)\.\.\.|…|YYYY|\bXXX|###|#|\/\/|\bNNN/;
const BUNDLE =
  /\.(?:xcodeproj|xcworkspace|xcassets|lproj|bundle|framework|app|appex|d|imageset|docc|playground)$/;

/**
 * Does a word name a file or directory of the repository?
 * @param known names of directories that the document mentions elsewhere beyond doubt.
 */
export function judge(candidate: Candidate, known: Directories): Verdict {
  const path = candidate.path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const general = judgeShape(path, candidate);
  if (general) return general;
  return path.includes('/') ? judgePath(path, candidate, known) : judgeName(path, candidate, known);
}

/** What rules a word out whatever its parts are. */
function judgeShape(path: string, { before, after, quoted }: Candidate): Verdict | null {
  if (!/[\p{L}\d]/u.test(path)) return no('expression');
  if (path.includes('://') || /^(?:localhost|www\.|mailto:)/i.test(path)) return no('url');
  if (/^~\/|^[A-Za-z]:\/|^%[A-Za-z]+%/.test(path)) return no('outside the repository');
  if (/^--/.test(path)) return no('command');
  if (PLACEHOLDER.test(path) || hasTemplateBraces(path)) return no('placeholder');
  if (/[^/@]@[^/]/.test(path)) return no(/@\d|@latest|@next/.test(path) ? 'package' : 'email');
  if (/[!"'`=|^;]|\s{2}/.test(path)) return no('symbol');
  if (after === '(' && !path.includes('/')) return no('symbol');
  if (!quoted && COMMAND_BEFORE.test(before)) return no('command');
  return null;
}

/** `{id}` and `test_[name].py` stand for a value; `{a,b}` is a list, `[platform]/` a real folder's name. */
function hasTemplateBraces(path: string): boolean {
  if (/[^/.[\]]\[[a-z]|\[(?:file|filename|path|location|folder|directory|entity\d?)\]/i.test(path))
    return true;
  for (const [braces] of path.matchAll(/\{[^{}]*\}?|\}/g)) if (!braces.includes(',')) return true;
  return false;
}

/** A name without a slash. */
function judgeName(name: string, candidate: Candidate, known: Directories): Verdict {
  if (name.startsWith('.'))
    return known.has(name) ? { yes: true, kind: 'directory' } : judgeDotName(name, candidate);
  if (BARE_FILES.has(name) && (candidate.quoted || name.includes('.'))) return { yes: true, kind: 'file' };
  const { stem, extension } = split(name);
  if (extension === null || stem === '') return no('no extension');
  if (BARE_NAMES_OF_PROGRAMS.test(extension) && !candidate.labelled) return no('product');
  if (isProduct(name, candidate)) return no('product');
  if (isGlob(name)) return judgeGlobName(stem, extension, candidate);
  if (
    !isExtension(extension, stem) &&
    !(candidate.labelled && candidate.quoted && /^[a-z]{2,12}$/.test(extension))
  )
    return no('symbol');
  if (!/^[\p{L}\d_.@+~[\]()-]+$/u.test(stem) || !/\p{L}|\d/u.test(stem)) return no('symbol');
  if (isMember(stem, extension)) return no('symbol');
  if (extension.length === 1 && stem.length < 2) return no('symbol');
  if (/^v?\d+(?:\.\d+)*$/.test(stem) && extension.length < 2) return no('expression');
  return { yes: true, kind: 'file' };
}

/** In prose a capitalised `Xxx.js` is a library, unless it is what entry files are called. */
function isProduct(name: string, { quoted }: Candidate): boolean {
  if (PRODUCTS.has(name.toLowerCase())) return true;
  return (
    !quoted &&
    /^[A-Z][a-z]+\.js$/.test(name) &&
    !/^(?:App|Main|Index|Server|Game|Config|Utils|Gruntfile|Gulpfile)\.js$/.test(name)
  );
}

/** `.env`, `.prettierrc`, `.eslintrc.js`, `.github`; not `.map_err`, `.py`, `.NET`. */
function judgeDotName(name: string, { labelled, quoted }: Candidate): Verdict {
  const directory =
    /^\.(?:github|vscode|claude|cursor|husky|devcontainer|storybook|circleci|idea|config|kiro|roo|specify|changeset|cargo)$/;
  if (directory.test(name)) return { yes: true, kind: 'directory' };
  if (DOT_NAMES.has(name)) return { yes: true, kind: 'file' };
  if (/^\.[a-z][a-z0-9-]*(?:rc|ignore)(?:\.[a-z]+)?$/.test(name)) return { yes: true, kind: 'file' };
  if (/^\.env\.[\w.-]+$/.test(name)) return { yes: true, kind: 'file' };
  if (labelled && quoted && /^\.[a-z][a-z\d_-]*\.[a-z]+$/.test(name)) return { yes: true, kind: 'file' };
  const inner = split(name.slice(1));
  if (inner.extension === null) return no(EXTENSIONS.has(name.slice(1)) ? 'extension' : 'symbol');
  if (EXTENSIONS.has(inner.stem) || /^(?:test|spec|d|stories|module)$/.test(inner.stem))
    return no('extension');
  return EXTENSIONS.has(inner.extension) ? { yes: true, kind: 'file' } : no('symbol');
}

/** A bare pattern must say more than a kind of file: `test_rate_*.py`, not `*.wav` or `*.test.ts`. */
function judgeGlobName(stem: string, extension: string, { quoted }: Candidate): Verdict {
  const literal = stem.replace(/[^\p{L}\d]|test|spec|stories|module/gu, '');
  if (!quoted || literal.length < 3 || !EXTENSIONS.has(extension)) return no('data pattern');
  return { yes: true, kind: 'glob' };
}

/** A path with at least one slash. */
function judgePath(path: string, candidate: Candidate, known: Directories): Verdict {
  const segments = path.split('/').filter((segment) => segment !== '');
  const [first = ''] = segments;
  const last = segments.at(-1) ?? '';
  if (segments.length === 0) return no('expression');
  if (VERB_BEFORE.test(candidate.before) || /\/:[a-z]/i.test(path)) return no('route');
  if (segments.length === 2 && MIME_TYPES.test(first) && !isFileSegment(last) && !path.endsWith('/'))
    return no('expression');
  if (segments.every((segment) => /^v?[\d.,%x+:-]*$/.test(segment))) return no('expression');
  if (segments.some((segment) => IGNORED_DIRECTORIES.has(segment))) return no('ignored');
  if (HOST.test(first) && !path.startsWith('/')) return no('url');
  if (first.startsWith('@')) return no('package');
  if (isIgnorePattern(path, candidate)) return no('ignored');
  const file = isFileName(last, candidate) && !path.endsWith('/');
  if (path.startsWith('/')) return judgeRooted(path, segments, file, candidate, known);
  if (file) return judgeFile(path, segments, candidate);
  if (isBranch(path, segments, candidate)) return no('branch');
  if (path.endsWith('/')) return judgeDirectory(path, segments, candidate, known);
  return judgeExtensionless(path, segments, candidate, known);
}

function judgeFile(path: string, segments: readonly string[], { quoted }: Candidate): Verdict {
  const inner = segments.slice(0, -1);
  const last = segments.at(-1) ?? '';
  if (segments.every((segment) => /^\.[a-z]+$/.test(segment))) return no('extension');
  // `React/Next.js` names two products; `src/Store.js` in code marks is a file.
  const isPair = segments.length === 2 && !/^[a-z]/.test(last) && !(quoted && /^[a-z]/.test(path));
  if (PRODUCTS.has(last.toLowerCase()) && isPair) return no('product');
  if (isGlob(last) && inner.every((segment) => /^\*+$/.test(segment))) return no('data pattern');
  if (!quoted && inner.some((segment) => isFileSegment(segment) && !BUNDLE.test(segment)))
    return no('expression');
  if (!segments.every((segment) => /^[\p{L}\d_.@+~$[\](){},*?%& -]+$/u.test(segment))) return no('symbol');
  return { yes: true, kind: isGlob(path) ? 'glob' : 'file' };
}

function judgeDirectory(
  path: string,
  segments: readonly string[],
  { quoted }: Candidate,
  known: Directories,
): Verdict {
  const [first = ''] = segments;
  if (!segments.every((segment) => /^[\p{L}\d_.@+~[\](){},*?-]+$/u.test(segment))) return no('symbol');
  if (segments.every((segment) => /^\.+$/.test(segment))) return no('expression');
  if (segments.length === 1 && !quoted) {
    if (SLASH_WORDS.has(first.toLowerCase()) && !known.has(first)) return no('expression');
    if (!isDirectoryName(first, known)) return no('unknown directory');
  }
  const looksLikePath = quoted || isDirectoryName(first, known) || /[a-z\d][-_.][a-z\d]/.test(path);
  if (!looksLikePath) return no('unknown directory');
  return { yes: true, kind: isGlob(path) ? 'glob' : 'directory' };
}

/** No extension and no slash at the end: a directory, a route, a package, a type, or no path at all. */
function judgeExtensionless(
  path: string,
  segments: readonly string[],
  { quoted }: Candidate,
  known: Directories,
): Verdict {
  const [first = ''] = segments;
  const last = segments.at(-1) ?? '';
  if (!segments.every((segment) => /^[\p{L}\d_.@+~[\](){},*?-]+$/u.test(segment))) return no('symbol');
  if (segments.length < 2) return no('no extension');
  if (segments.every((segment) => /^\.+$/.test(segment))) return no('expression');
  const kind = isGlob(path) ? 'glob' : 'directory';
  if (!quoted) return judgeInProse(segments, known, kind);
  if (BARE_FILES.has(last)) return { yes: true, kind: 'file' };
  if (STRONG_DIRECTORIES.has(first)) return { yes: true, kind };
  if (/^\p{Lu}\p{Ll}\w*$/u.test(last)) return no('type name');
  const ambiguous = first === 'api' || first === 'app';
  if (known.has(first) || (DIRECTORIES.has(first) && !ambiguous)) return { yes: true, kind };
  if (first === '..' || first === '.') return { yes: true, kind };
  return no('unknown directory');
}

function judgeInProse(segments: readonly string[], known: Directories, kind: 'glob' | 'directory'): Verdict {
  const [first = '', ...rest] = segments;
  if (kind === 'glob' && !isDirectoryName(first, known)) return no('expression');
  if (STRONG_DIRECTORIES.has(first)) return { yes: true, kind };
  const looksLikeName = rest.some((segment) => /[a-z][-_][a-z]/i.test(segment)) || kind === 'glob';
  if (!looksLikeName) return no('expression');
  return isDirectoryName(first, known) ? { yes: true, kind } : no('unknown directory');
}

/** A leading slash is mostly a route of a program; with an extension or a final slash it may be a path. */
function judgeRooted(
  path: string,
  segments: readonly string[],
  file: boolean,
  { quoted }: Candidate,
  known: Directories,
): Verdict {
  const [first = ''] = segments;
  if (SYSTEM_DIRECTORIES.has(first)) return no('outside the repository');
  if (/^(?:api|v\d+|graphql|auth|rest)$/.test(first) && !file) return no('route');
  if (file) {
    if (segments.length === 1 && /\.(?:txt|xml|json|ico|html|js|css|png|svg|webmanifest)$/.test(first))
      return no('route');
    return { yes: true, kind: isGlob(path) ? 'glob' : 'file' };
  }
  if (path.endsWith('/') && quoted && (segments.length > 1 || isDirectoryName(first, known)))
    return { yes: true, kind: 'directory' };
  if (quoted && segments.length > 1 && STRONG_DIRECTORIES.has(first)) return { yes: true, kind: 'directory' };
  return no('route');
}

/** `dist/` in a sentence about what to ignore names a pattern; the ignore file itself is a file. */
function isIgnorePattern(path: string, { before }: Candidate): boolean {
  return (path.endsWith('/') || isGlob(path)) && /ignor|exclud/i.test(before);
}

function isBranch(path: string, segments: readonly string[], { before }: Candidate): boolean {
  const [first = ''] = segments;
  if (/\bbranch(?:es)?\b[^.;]{0,24}$/i.test(before) && !path.endsWith('/')) return true;
  return BRANCH_PREFIXES.has(first) && (segments.length === 2 || path.endsWith('/'));
}

function isDirectoryName(name: string, known: Directories): boolean {
  return STRONG_DIRECTORIES.has(name) || DIRECTORIES.has(name) || known.has(name);
}

/** In code marks any extension makes a file of a path's last part; in prose it must be a known one. */
function isFileName(name: string, { quoted }: Candidate): boolean {
  if (DOT_NAMES.has(name) && !STRONG_DIRECTORIES.has(name)) return true;
  const { stem, extension } = split(name);
  if (extension === null) return false;
  if (stem === '') return /(?:rc|ignore)$/.test(extension) || name === '.env';
  if (isExtension(extension, stem)) return true;
  return (
    quoted && /^[a-z][a-z0-9]{0,11}$/.test(extension) && /[a-zA-Z\d_*\])]$/.test(stem) && !/^v?\d/.test(stem)
  );
}

function isFileSegment(segment: string): boolean {
  const { stem, extension } = split(segment);
  return extension !== null && stem !== '' && isExtension(extension, stem);
}

/** Extensions are written in one case; `Newtonsoft.Json` is a name. */
function isExtension(extension: string, stem: string): boolean {
  if (/^(?:example|sample|template|dist|tmpl|bak|orig)$/.test(extension)) return stem.includes('.');
  if (/^(?:gz|bz2|xz|zip|map)$/.test(extension) && EXTENSIONS.has(stem)) return false;
  if (EXTENSIONS.has(extension)) return true;
  if (extension === 'R' || extension === 'Rmd') return stem.length > 1;
  return (
    stem === stem.toUpperCase() &&
    extension === extension.toUpperCase() &&
    EXTENSIONS.has(extension.toLowerCase()) &&
    stem.length > 1
  );
}

function isMember(stem: string, extension: string): boolean {
  if (
    /^(?:patch|text|key|sum|map|log)$/.test(extension) &&
    /^[a-z_]+\.[a-z_]+$/i.test(stem) &&
    !EXTENSIONS.has(split(stem).extension ?? '')
  )
    return true;
  return MEMBER_EXTENSIONS.has(extension) && OBJECTS.has(stem);
}

function isGlob(path: string): boolean {
  return /[*?]|\{[^{}]*,[^{}]*\}/.test(path);
}

function split(name: string): { stem: string; extension: string | null } {
  const dot = name.lastIndexOf('.');
  if (dot < 0 || dot === name.length - 1) return { stem: name, extension: null };
  return { stem: name.slice(0, dot), extension: name.slice(dot + 1) };
}

/** The directories that a confident path proves to exist in the author's mind. */
export function directoriesOf(path: string): string[] {
  const segments = path.replaceAll('\\', '/').split('/');
  return segments.slice(0, -1).filter((segment) => segment !== '' && !/[*?{}]|.\.|^\.{1,2}$/.test(segment));
}
