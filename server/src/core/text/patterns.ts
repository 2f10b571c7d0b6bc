/**
 * Patterns that know letters of all scripts and cost little. `\p{L}` under the flag `u` makes a pattern of some
 * hundred ranges, and the flag `i` folds each of them: with a hundred such patterns, a fresh process would spend
 * most of the first document on compiling them. Here letters are some thirty ranges, a text is brought to lower
 * case once instead of each pattern to any case, and a pattern is compiled when it is first asked.
 */

/**
 * Looks for words in any case. Offsets in a match are those of the text that was asked about; what is read from
 * a match is in lower case.
 */
export class WordPattern {
  readonly #source: string;
  readonly #flags: string;
  #pattern: RegExp | undefined;

  /**
   * @param source in lower case, and as `compile` wants it.
   * @param flags neither `i` nor `u`.
   */
  constructor(source: string, flags = '') {
    this.#source = source;
    this.#flags = flags;
  }

  test(text: string): boolean {
    return this.#compiled.test(lowerCase(text));
  }

  exec(text: string): RegExpExecArray | null {
    return this.#compiled.exec(lowerCase(text));
  }

  /** With the flag `y`: a match that starts at `at`. */
  execAt(text: string, at: number): RegExpExecArray | null {
    this.#compiled.lastIndex = at;
    return this.#compiled.exec(lowerCase(text));
  }

  /** The text without the first match, or without any with the flag `g`. */
  removeFrom(text: string): string {
    if (!this.#flags.includes('g')) {
      const match = this.exec(text);
      return match ? text.slice(0, match.index) + text.slice(match.index + match[0].length) : text;
    }
    let kept = '';
    let from = 0;
    for (const match of lowerCase(text).matchAll(this.#compiled)) {
      kept += text.slice(from, match.index);
      from = match.index + match[0].length;
    }
    return kept + text.slice(from);
  }

  /** The text with blanks in place of all matches, so that offsets stay; for a pattern with the flag `g`. */
  blankFrom(text: string): string {
    let blanked = text;
    for (const { 0: match, index } of lowerCase(text).matchAll(this.#compiled))
      blanked = blanked.slice(0, index) + ' '.repeat(match.length) + blanked.slice(index + match.length);
    return blanked;
  }

  get #compiled(): RegExp {
    return (this.#pattern ??= compile(this.#source, this.#flags));
  }
}

/** A pattern for words in any case; `String.raw` keeps its backslashes. */
export function anyCase(strings: TemplateStringsArray, ...values: readonly string[]): WordPattern {
  return new WordPattern(String.raw(strings, ...values));
}

/**
 * The pattern without the flag `u`, in which `\p{L}`, `\P{L}`, `\p{N}`, `\p{Script=Latin}` and
 * `\p{Script=Cyrillic}` are known: of the characters that are one UTF-16 unit, those in use today.
 */
export function compile(source: string, flags = ''): RegExp {
  return new RegExp(expand(source), flags);
}

/** In lower case, each character in its place. */
export function lowerCase(text: string): string {
  if (text !== lastText) {
    const lower = text.toLowerCase();
    lastLower = lower.length === text.length ? lower : text.replaceAll('\u0130', 'i').toLowerCase();
    lastText = text;
  }
  return lastLower;
}

/** Many patterns look at one line, one after the other. */
let lastText = '';
let lastLower = '';

function expand(source: string): string {
  let isInClass = false;
  return source.replace(TOKEN, (token, not: string | undefined, name: string | undefined) => {
    if (token === '[') isInClass = true;
    else if (token === ']') isInClass = false;
    if (name === undefined) return token;
    const ranges = CLASSES[name];
    if (ranges === undefined) throw new Error(`The class ${name} is not known here.`);
    return isInClass ? ranges : `[${not === 'P' ? '^' : ''}${ranges}]`;
  });
}

const TOKEN = /\\(p|P)\{([^}]+)\}|\\.|[[\]]/g;

const LATIN =
  'A-Za-zªºÀ-ÖØ-öø-ʸ\\u1d00-\\u1d25\\u1e00-\\u1eff\\u2c60-\\u2c7f\\ua722-\\ua787\\ufb00-\\ufb06\\uff21-\\uff3a\\uff41-\\uff5a';
const CYRILLIC = '\\u0400-\\u052f\\u1c80-\\u1c8a\\ua640-\\ua69f';

/** Scripts between Armenian and Greek's extension count as letters throughout: words in them are no English. */
const LETTERS =
  'A-Za-zªµºÀ-ÖØ-öø-\\u02c1\\u0370-\\u0374\\u0376-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u0559' +
  '\\u0560-\\u0588\\u05d0-\\u05f2\\u0620-\\u064a\\u066e-\\u06d3\\u0710-\\u0963\\u0971-\\u17b3\\u1820-\\u1ffc\\u2c00-\\u2ce4\\u2d00-\\u2d7f' +
  '\\u3005\\u3006\\u3031-\\u3035\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff' +
  '\\u3400-\\u4dbf\\u4e00-\\ua48c\\ua4d0-\\ua4fd\\ua500-\\ua66e\\ua680-\\ua6e5\\ua717-\\ua788\\ua78b-\\ua801\\uac00-\\ud7a3' +
  '\\uf900-\\ufb1c\\ufb2a-\\ufb4f\\ufb50-\\ufd3d\\ufe70-\\ufefc\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uffdc';

const NUMBERS =
  '0-9²³¹¼-¾\\u0660-\\u0669\\u06f0-\\u06f9\\u0966-\\u096f\\u2070-\\u2079\\u2080-\\u2089\\u2150-\\u2189\\u2460-\\u249b' +
  '\\u24ea-\\u24ff\\u2776-\\u2793\\u3007\\u3021-\\u3029\\uff10-\\uff19';

const CLASSES: Readonly<Record<string, string | undefined>> = {
  L: LETTERS,
  N: NUMBERS,
  'Script=Latin': LATIN,
  'Script=Cyrillic': CYRILLIC,
};
