import type {
  BlockContent,
  DefinitionContent,
  Link,
  ListItem,
  PhrasingContent,
  Root,
  RootContent,
  TableRow,
} from 'mdast';

/** How the Markdown of a document becomes Markdown that is safe to send to a forge. */
export interface DefuseOptions {
  /** Issues that a closing keyword may keep naming: they were looked up and are the ones meant. */
  readonly closes: ReadonlySet<number>;
  /** The address of a relative link or image; undefined if it leads nowhere. */
  readonly resolve: (target: string) => string | undefined;
  /** Whether a box is ticked, by the code spans of its text. @param written whether the document ticks it. */
  readonly isTicked: (codes: readonly string[], written: boolean) => boolean;
}

/**
 * Takes from a document's Markdown what a forge would act upon. A plan is text that anyone may have
 * written, with numbers of its own: sent as it is, `@team` notifies a team, `Closes #38` closes whatever
 * issue 38 happens to be (also from a commit message, into which squashing copies the body), a link to an
 * issue elsewhere leaves a trace there, `/close` is a command to some forges and their bots, and HTML is
 * markup. People read the same words afterwards:
 *
 * - `#38` loses its mark, unless a closing keyword names it and it is in `closes`;
 * - `@name`, `owner/name#38`, a `/word` at the start of a line and an address of an issue get a zero-width
 *   space in the middle, which breaks the reference and is not seen;
 * - a link to an issue, pull request or commit becomes its text and the address in code marks;
 * - HTML shows as the text it is, comments are left out;
 * - boxes are as `isTicked` has them.
 */
export function defuse(tree: Root, options: DefuseOptions): Root {
  const definitions = new Map<string, string>();
  for (const node of tree.children) {
    if (node.type === 'definition') definitions.set(node.identifier, node.url);
  }
  return { type: 'root', children: defuseBlocks(tree.children, { ...options, definitions }) };
}

/** The same for text that is not Markdown. */
export function defuseText(text: string, closes: ReadonlySet<number> = NONE): string {
  return text
    .replace(ISSUE_ADDRESS, `$1${ZERO_WIDTH}`)
    .replace(REFERENCE, (_, keyword: string | undefined, before: string, mark: string, number: string) => {
      const kept = keyword ?? '';
      if (before !== '' || mark.includes('!')) return `${kept}${before}${mark}${ZERO_WIDTH}${number}`;
      return kept !== '' && isSingle(mark) && closes.has(Number(number))
        ? `${kept}#${number}`
        : `${kept}${number}`;
    })
    .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${ZERO_WIDTH}`)
    .replace(/^(\s*)\/(?=[a-z])/gim, `$1/${ZERO_WIDTH}`);
}

/**
 * Numbers of the issues that closing keywords name in their short forms (`Closes #38`, `fixes: GH-38`);
 * these are the ones worth looking up. A keyword before another repository's issue or before an address is
 * never kept.
 */
export function closingNumbers(text: string): number[] {
  const numbers = [...text.matchAll(REFERENCE)]
    .filter(([, keyword, before, mark]) => keyword !== undefined && before === '' && isSingle(mark ?? ''))
    .map((match) => Number(match[4]));
  return [...new Set(numbers)].filter((number) => number > 0 && Number.isSafeInteger(number));
}

interface Context extends DefuseOptions {
  /** Addresses of `[label]: address` lines, by label. */
  readonly definitions: ReadonlyMap<string, string>;
}

/** A mark as forges read it; `##38` and `#GH-38` would leave a reference behind if one mark alone were taken away. */
function isSingle(mark: string): boolean {
  return /^(?:#|GH-)$/i.test(mark);
}

const ZERO_WIDTH = '\u200b';
const NONE: ReadonlySet<number> = new Set();

/** A keyword that closes (1), what stands directly before (2) the marks (3) of a number (4). */
const REFERENCE =
  /((?<![\p{L}\p{N}_])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s{0,20}:?\s{0,20})?([\p{L}\p{N}_./-]{0,100})((?:[#!]|GH-)+)(\d+)/giu;

/** The page of an issue, a pull or merge request, a discussion or a commit, on whatever forge. */
const ISSUE_PATH =
  '[^\\s/]+/\\S{1,200}/(?:issues|pull|pulls|pull-requests|merge_requests|discussions|commit|work_items|-)/';
const ISSUE_ADDRESS = new RegExp(`(https?://)(?=${ISSUE_PATH})`, 'gi');
const IS_ISSUE_ADDRESS = new RegExp(`^https?://${ISSUE_PATH}`, 'i');

function defuseBlocks(nodes: readonly RootContent[], context: Context): RootContent[] {
  return nodes.flatMap((node) => defuseBlock(node, context));
}

function defuseBlock(node: RootContent, context: Context): RootContent[] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [{ ...node, children: defusePhrasing(node.children, context) }];
    case 'blockquote':
      return [{ ...node, children: defuseContent(node.children, context) }];
    case 'list':
      return [{ ...node, children: node.children.map((item) => defuseItem(item, context)) }];
    case 'table':
      return [{ ...node, children: node.children.map((row) => defuseRow(row, context)) }];
    case 'code':
      return [{ ...node, value: defuseCode(node.value) }];
    case 'html':
      return htmlText(node.value)
        .split(/\n{2,}/)
        .filter((text) => text.trim() !== '')
        .map((text) => ({
          type: 'paragraph',
          children: defusePhrasing([{ type: 'text', value: text }], context),
        }));
    case 'thematicBreak':
      return [node];
    // Definitions are put where they are used; footnotes have no place in a description of a change.
    case 'definition':
    case 'footnoteDefinition':
    case 'yaml':
      return [];
    case 'listItem':
      return [defuseItem(node, context)];
    case 'tableRow':
      return [defuseRow(node, context)];
    case 'tableCell':
      return [{ ...node, children: defusePhrasing(node.children, context) }];
    case 'break':
    case 'delete':
    case 'emphasis':
    case 'footnoteReference':
    case 'image':
    case 'imageReference':
    case 'inlineCode':
    case 'link':
    case 'linkReference':
    case 'strong':
    case 'text':
      return defusePhrasing([node], context);
  }
}

/** Blocks stay blocks: what `defuseBlock` makes of them is either one of these or dropped. */
function defuseContent(
  nodes: readonly (BlockContent | DefinitionContent)[],
  context: Context,
): (BlockContent | DefinitionContent)[] {
  return defuseBlocks(nodes, context).filter((node) => isBlock(node));
}

function isBlock(node: RootContent): node is BlockContent {
  return ['paragraph', 'heading', 'blockquote', 'list', 'table', 'code', 'thematicBreak'].includes(node.type);
}

function defuseRow(row: TableRow, context: Context): TableRow {
  const children = row.children.map((cell) => ({
    ...cell,
    children: defusePhrasing(cell.children, context),
  }));
  return { ...row, children };
}

function defuseItem(item: ListItem, context: Context): ListItem {
  const { item: boxed, hasBox, written } = readBox(item);
  const children = defuseContent(boxed.children, context);
  if (!hasBox) return { ...boxed, children };
  const first = item.children[0];
  const codes = first?.type === 'paragraph' ? codesOf(first.children) : [];
  return { ...boxed, checked: context.isTicked(codes, written), children };
}

/** Marks that GFM does not know (`[✓]`, `[~]`) claim a state as well: they become boxes. */
function readBox(item: ListItem): { item: ListItem; hasBox: boolean; written: boolean } {
  if (typeof item.checked === 'boolean') return { item, hasBox: true, written: item.checked };
  const none = { item, hasBox: false, written: false };
  const [first, ...others] = item.children;
  if (first?.type !== 'paragraph') return none;
  const [text, ...rest] = first.children;
  const mark = text?.type === 'text' ? /^\[[✓✔☑✅vV~/-]\]\s+/u.exec(text.value) : null;
  if (text?.type !== 'text' || mark === null) return none;
  const children = [{ ...text, value: text.value.slice(mark[0].length) }, ...rest];
  const boxed: ListItem = { ...item, checked: false, children: [{ ...first, children }, ...others] };
  return { item: boxed, hasBox: true, written: /[✓✔☑✅vV]/u.test(mark[0]) };
}

function codesOf(nodes: readonly PhrasingContent[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'inlineCode') return [node.value];
    return 'children' in node ? codesOf(node.children) : [];
  });
}

function defusePhrasing(nodes: readonly PhrasingContent[], context: Context): PhrasingContent[] {
  // First what becomes text, then the text as a whole: `#<!-- -->38` must not turn into a reference.
  const plain = mergeTexts(nodes.flatMap((node) => unwrap(node, context)));
  return plain.map((node): PhrasingContent => {
    switch (node.type) {
      case 'text':
        return { ...node, value: defuseText(node.value, context.closes) };
      case 'inlineCode':
        return { ...node, value: defuseCode(node.value) };
      case 'strong':
      case 'emphasis':
      case 'delete':
      case 'link':
        return { ...node, children: defusePhrasing(node.children, context) };
      case 'image':
        return { ...node, alt: defuseText(node.alt ?? '', NONE), title: null };
      case 'break':
      case 'html':
      case 'footnoteReference':
      case 'imageReference':
      case 'linkReference':
        return node;
    }
  });
}

/** Replaces links, images, references and HTML by what is safe to keep of them. */
function unwrap(node: PhrasingContent, context: Context): PhrasingContent[] {
  switch (node.type) {
    case 'html':
      return [{ type: 'text', value: htmlText(node.value) }];
    case 'link':
      return unwrapLink(node, context);
    case 'linkReference': {
      const url = context.definitions.get(node.identifier) ?? '';
      return unwrapLink({ type: 'link', url, children: node.children }, context);
    }
    case 'image':
      return unwrapImage(node.url, node.alt ?? '', context);
    case 'imageReference':
      return unwrapImage(context.definitions.get(node.identifier) ?? '', node.alt ?? '', context);
    case 'footnoteReference':
      return [];
    case 'break':
    case 'delete':
    case 'emphasis':
    case 'inlineCode':
    case 'strong':
    case 'text':
      return [node];
  }
}

function unwrapLink(link: Link, { resolve }: Context): PhrasingContent[] {
  const address = /^[a-z][a-z\d+.-]*:/i.test(link.url) ? link.url : resolve(link.url);
  if (address === undefined || !/^https?:\/\//i.test(address)) return link.children;
  if (!IS_ISSUE_ADDRESS.test(address)) return [{ type: 'link', url: address, children: link.children }];
  const code: PhrasingContent = { type: 'inlineCode', value: address };
  const [only, ...others] = link.children;
  const bare = others.length === 0 && only?.type === 'text' && link.url.endsWith(only.value);
  return bare
    ? [code]
    : [...link.children, { type: 'text', value: ' (' }, code, { type: 'text', value: ')' }];
}

/** A picture of the repository cannot be shown by its relative path: it becomes a link. */
function unwrapImage(url: string, alt: string, context: Context): PhrasingContent[] {
  if (/^https?:\/\//i.test(url) && !IS_ISSUE_ADDRESS.test(url)) return [{ type: 'image', url, alt }];
  return unwrapLink({ type: 'link', url, children: [{ type: 'text', value: alt || url }] }, context);
}

/** A squashed commit message has no code marks that mean anything: closing keywords are broken in code too. */
function defuseCode(value: string): string {
  return value.replace(
    REFERENCE,
    (whole, keyword: string | undefined, before: string, mark: string, number: string) =>
      keyword === undefined ? whole : `${keyword}${before}${mark}${ZERO_WIDTH}${number}`,
  );
}

function htmlText(html: string): string {
  return html.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
}

function mergeTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === 'text' && last?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', value: last.value + node.value };
    } else if (node.type !== 'text' || node.value !== '') {
      // Two code spans that touch would be read as one.
      if (node.type === 'inlineCode' && last?.type === 'inlineCode')
        merged.push({ type: 'text', value: ' ' });
      merged.push(node);
    }
  }
  return merged;
}
