import type { MarkdownTree } from '../../core/markdown/tree.ts';
import { openDependencies } from '../../core/parse/dependencies.ts';
import { anyOf, fold, madeOfWords } from '../../core/parse/vocabulary/index.ts';
import { type Place, placeAt } from './place.ts';
import {
  type IdTarget,
  isLinkStyle,
  type LinesTarget,
  type PathStyle,
  type PathTarget,
  type Relation,
  type Target,
  type Word,
} from './target.ts';
import { isInvited } from './trigger.ts';

/**
 * What may be meant at an offset of the tree's `source`, the likeliest first.
 * @param typed the character that made the editor ask; undefined if a person asked.
 */
export function targetsAt(tree: MarkdownTree, offset: number, typed?: string): Target[] {
  const place = placeAt(tree, offset);
  if (!place || offset < place.span.from) return [];
  const targets = new Targets(tree, offset, place);
  if (typed === '`' && !targets.inCode) return [];
  return [...targets.all()].filter((target) => isInvited(target, typed));
}

/** UTF-16 units on either side of the cursor that matter: in a longer line, all else is data. */
const LONGEST = 2000;

class Targets {
  readonly #offset: number;
  readonly #place: Place;
  /** Where `#before` begins. */
  readonly #from: number;
  /** Of the place, up to the cursor. */
  readonly #before: string;
  readonly #after: string;

  constructor({ source }: MarkdownTree, offset: number, place: Place) {
    this.#offset = offset;
    this.#place = place;
    this.#from = Math.max(place.span.from, offset - LONGEST);
    this.#before = source.slice({ from: this.#from, to: offset });
    this.#after = source.slice({ from: offset, to: Math.min(place.span.to, offset + LONGEST) });
  }

  get inCode(): boolean {
    return openCode(this.#before) !== undefined;
  }

  *all(): Iterable<Target> {
    const code = openCode(this.#before);
    if (code === undefined) {
      const link = LINK.exec(this.#before) ?? DEFINITION.exec(this.#before);
      if (link) {
        yield* this.#inLink(link[1] ?? '');
        return;
      }
    }
    const field = this.#inField(code !== undefined);
    if (field !== undefined) {
      yield* field;
      return;
    }
    yield* this.#inText(code);
    yield* this.#fieldName();
  }

  /** Undefined: the place is no value of a field with values of its own. */
  #inField(quoted: boolean): Iterable<Target> | undefined {
    const { field } = this.#place;
    if (!field) return undefined;
    const before = this.#before.slice(Math.max(0, field.from - this.#from));
    const { name } = field;
    if (name === 'dependsOn') return [this.#taskNamed(before, name)];
    if (!field.labelled) return undefined;
    if (name === 'blocks') return [this.#taskNamed(before, name)];
    if (name === 'status') return this.#status(before);
    if (name === 'labels') return [this.#label(before, quoted)];
    if (name === 'branch') return this.#branch(before, quoted);
    return undefined;
  }

  /** A value that says more names its branch first. */
  #branch(before: string, quoted: boolean): Target[] {
    if (!/^[\s`*_"']*[^\s`|]*$/.test(before)) return [];
    return [{ kind: 'branch', quoted, word: this.#word(/[^\s`|*"']*$/, /^[^\s`|]*/) }];
  }

  #taskNamed(before: string, relation: Relation): IdTarget {
    const word = this.#idWord(before);
    const behind = this.#after.slice(word.replace.to - word.insert.to);
    const lead = before.slice(0, before.length - word.typed.length);
    const { field, kind } = this.#place;
    const isFirst = lead === '' && field?.labelled === true && kind !== 'cell' && kind !== 'front-matter';
    const place = isFirst ? 'first' : ENTRY.test(lead) ? 'entry' : 'value';
    const beside = `${lead} ${behind}`.match(/#?[\p{L}\p{N}]+(?:[-._:/][\p{L}\p{N}]+)*/gu) ?? [];
    return { kind: 'id', place, relation, beside, word };
  }

  #label(before: string, quoted: boolean): Target {
    const word = quoted ? this.#word(/[^`]*$/, /^[^`|]*/) : this.#word(LABEL_BEFORE, LABEL_BEHIND);
    const entry = LABEL_ENTRY.test(before.slice(0, before.length - word.typed.length));
    return { kind: 'label', entry, quoted, word };
  }

  /** The whole value up to a remark: status words have blanks in them. */
  #status(before: string): Target[] {
    const value = before.replace(/^[\s`*_"']+/, '');
    if (REMARK.test(value)) return [];
    const rest = STATUS_REST.exec(this.#after)?.[0] ?? '';
    return [{ kind: 'status', word: this.#wordOf(value, rest.trimEnd()) }];
  }

  *#inText(code: number | undefined): Iterable<Target> {
    const expected = this.#place.field?.name === 'files';
    const style = code === undefined ? 'bare' : 'code';
    const token = TOKEN[style].exec(this.#before.slice(code ?? 0))?.[0] ?? '';
    yield* this.#path(token, style, expected);
    const wiki = /\[\[([^\][]*)$/.exec(this.#before)?.[1];
    if (wiki !== undefined) {
      const rest = /^[^\][]*/.exec(this.#after)?.[0] ?? '';
      yield { kind: 'id', place: 'wiki-link', word: this.#wordOf(wiki, rest) };
      return;
    }
    const named = code === undefined ? this.#inSentence() : undefined;
    if (named) {
      yield named;
      return;
    }
    const word = this.#idWord(this.#before);
    if (word.typed !== '' && !this.#isOwnId(word)) yield { kind: 'id', place: 'prose', word };
  }

  /** `- [ ] T003 Ship (depends on T0`: the text of an item says it without a field. */
  #inSentence(): Target | undefined {
    const from = this.#place.kind === 'item' ? openDependencies(this.#before) : null;
    return from === null ? undefined : this.#taskNamed(this.#before.slice(from), 'dependsOn');
  }

  /** What a heading, an item or a cell begins with is its own id, which must not be one that exists. */
  #isOwnId({ insert }: Word): boolean {
    const lead = this.#before.slice(0, insert.from - this.#from);
    return this.#place.kind !== 'paragraph' && !/[\p{L}\p{N}]/u.test(lead);
  }

  *#inLink(written: string): Iterable<Target> {
    const style = written.startsWith('<') ? 'angle' : 'link';
    const token = style === 'angle' ? written.slice(1) : written;
    if (/^[a-z][a-z0-9+.-]+:/i.test(token) && !/\.\w+:\d*$/.test(token)) return;
    yield* this.#path(token, style, true);
  }

  *#path(token: string, style: PathStyle, expected: boolean): Iterable<Target> {
    const isLink = isLinkStyle(style);
    const heading = /^([^:#]*)#([^#]*)$/.exec(token);
    if (heading?.[1] !== undefined && (MARKDOWN.test(heading[1]) || (isLink && heading[1] === ''))) {
      const word = this.#wordOf(heading[2] ?? '', /^[^\s)>`#|]*/.exec(this.#after)?.[0] ?? '');
      yield { kind: 'heading', path: heading[1], style, word };
      return;
    }
    const lines = LINES.exec(token);
    if (lines) yield this.#lines(lines, style);
    else if (!/[:#]/.test(token)) yield this.#segment(token, style, expected);
  }

  #lines(
    [, path = '', mark = '', ranges = '', typed = '']: readonly string[],
    style: PathStyle,
  ): LinesTarget {
    const first = /(\d+)[-–]L?$/.exec(ranges)?.[1];
    const rest = /^\w*/.exec(this.#after)?.[0] ?? '';
    return {
      kind: 'lines',
      path,
      style,
      mark: mark === '#' ? 'L' : '',
      first: first === undefined ? null : Math.max(1, Number(first)),
      word: this.#wordOf(typed, rest),
    };
  }

  #segment(token: string, style: PathStyle, expected: boolean): PathTarget {
    const directory = token.slice(0, token.lastIndexOf('/') + 1);
    const rest = SEGMENT_REST[style].exec(this.#after)?.[0] ?? '';
    const slash = this.#after.charAt(rest.length) === '/' ? '/' : '';
    // A folder comes with its slash: who replaces half a name replaces the one behind it, too.
    const word = this.#wordOf(token.slice(directory.length), rest === '' ? '' : rest + slash);
    const goesOn = rest === '' && slash !== '';
    return { kind: 'path', word, directory, style, expected, goesOn };
  }

  /** `**Dep` at the start of a line that holds nothing else, or within the label that it begins with. */
  *#fieldName(): Iterable<Target> {
    const { kind, hasBox, field } = this.#place;
    if (hasBox || (kind !== 'item' && kind !== 'paragraph')) return;
    if (field && field.name !== 'description') return;
    const begun = /^\s*((\*{0,2}|_{0,2})(?:\p{L}[\p{L}\p{N} /()'-]*)?)$/u.exec(this.#before);
    if (!begun) return;
    const [, typed = '', marks = ''] = begun;
    const label = typed === marks ? null : LABEL_REST.exec(this.#after);
    const rest = label ? label[0] : /^([*_]{0,2})[ \t]*$/.exec(this.#after)?.[1];
    if (rest === undefined) return;
    const word = this.#wordOf(typed, rest);
    // A label is written as a whole: what is left of the old one would be a part of the value.
    const whole = label ? { ...word, insert: word.replace } : word;
    yield { kind: 'field', word: whole, marks, marker: kind === 'item' };
  }

  /** Letters and signs of an id, with the kind word before it: `Task 1.` is one word. */
  #idWord(before: string): Word {
    const bare = /[\p{L}\p{N}#](?:[\p{L}\p{N}#]|[-._:/](?![-._:/]))*$/u.exec(before)?.[0] ?? '';
    const lead = before.slice(0, before.length - bare.length);
    const kindWord = kindWords().exec(fold(lead))?.[0].length ?? 0;
    const typed = before.slice(lead.length - kindWord);
    const rest = /^(?:[\p{L}\p{N}]|[-._:/](?=[\p{L}\p{N}]))*/u.exec(this.#after)?.[0] ?? '';
    return this.#wordOf(typed, rest);
  }

  #word(before: RegExp, after: RegExp): Word {
    return this.#wordOf(before.exec(this.#before)?.[0] ?? '', after.exec(this.#after)?.[0] ?? '');
  }

  #wordOf(typed: string, rest: string): Word {
    const from = this.#offset - typed.length;
    return {
      typed,
      insert: { from, to: this.#offset },
      replace: { from, to: this.#offset + rest.length },
    };
  }
}

/** Where the content of the code span begins that is open at the end of `text`; undefined: none is. */
function openCode(text: string): number | undefined {
  let open: { readonly run: string; readonly from: number } | undefined;
  for (const match of text.matchAll(/\\`|`+/g)) {
    const [run] = match;
    // In code, a backslash is one.
    const marks = run.startsWith('\\') ? (open ? '`' : '') : run;
    if (marks === '') continue;
    if (!open) open = { run: marks, from: match.index + run.length };
    else if (open.run === marks) open = undefined;
  }
  return open?.from;
}

const LINK = /\]\(\s*(<[^<>]*|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)$/;
const DEFINITION = /^\s*\[[^\]]+\]:\s+(<[^<>]*|[^\s<>]*)$/;
const MARKDOWN = /\.(?:md|markdown|mdx)$/i;
/** `src/a.ts:`, `src/a.ts:12-`, `src/a.ts#L3`, `Makefile:na`. */
const LINES = /^([^:#]+)(:|#)((?:L?\d+[-–,])*)(L?\w*)$/;

const TOKEN: Readonly<Record<'code' | 'bare', RegExp>> = {
  code: /[^\s"'(,]*$/,
  bare: /[\p{L}\p{N}_.@/~+#:-]*$/u,
};
const SEGMENT_REST: Readonly<Record<PathStyle, RegExp>> = {
  code: /^[^\s"'`:#/,()|]*/,
  bare: /^(?:[\p{L}\p{N}_@~+-]|\.(?=[\p{L}\p{N}_]))*/u,
  link: /^[^\s#/()<>]*/,
  angle: /^[^#/<>]*/,
};

/** Nothing, or what ends with an id and a separator: behind the comma of a sentence, another word follows. */
const ENTRY = /^(?:.*\d[^\s,;]*\s*(?:[,;&+/、，]|\s(?:and|und|y|et|e|и|と|和)\s))?\s*[`*_"']*$/u;
/** What is left of a label behind the cursor, with its marks and colon. */
const LABEL_REST = /^[\p{L}\p{N} /()'-]{0,60}(?:[:：][*_]{0,2}|[*_]{1,2}[:：])[ \t]*/u;
const LABEL_BEFORE = /[^\s,;|`、，[\]"']*$/;
const LABEL_BEHIND = /^[^\s,;|`、，[\]"']*/;
const LABEL_ENTRY = /(?:^|[,;|`、，[])\s*[`*_"']*$/;
/** What stands behind a status is said about it. */
const REMARK = /[(（[,;|.–—·:]|\s-\s/;
const STATUS_REST = /^.*?(?=\s*(?:[(（[,;|.–—·`*_"']|\s-\s|$))/;

const kindWords = madeOfWords(
  ({ tasks, groups }) => new RegExp(`${anyOf([...tasks, ...groups.keys()])}[ \\t]+$`, 'u'),
);
