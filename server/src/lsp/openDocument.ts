import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { EDITING_ROOM } from '../core/markdown/layout.ts';
import { type MarkdownTree, parseMarkdown, updateMarkdown } from '../core/markdown/tree.ts';
import { SourceText, type TextChange } from '../core/text/source.ts';

/**
 * The text of one document that an editor holds open. Edits are only noted down when they arrive; the
 * Markdown tree follows when somebody asks for it, once for all edits since then.
 */
export class OpenDocument {
  /** As the editor spells it; answers to the editor use this spelling. */
  readonly uri: string;
  #version: number;
  #source: SourceText;
  #tree: MarkdownTree | undefined;
  /** What happened since `#tree`, as one change that covers all edits. */
  #pending: TextChange | undefined;
  /** Where the last edit ended, in offsets of the newest text. */
  #lastEdit: number | undefined;
  #isAsOpened = true;

  constructor(uri: string, version: number, text: string) {
    this.uri = uri;
    this.#version = version;
    this.#source = new SourceText(text);
  }

  get version(): number {
    return this.#version;
  }

  get source(): SourceText {
    return this.#source;
  }

  get lastEdit(): number | undefined {
    return this.#lastEdit;
  }

  /** Nobody has edited it, and it is read as it was then: what is known of its text holds. */
  get isAsOpened(): boolean {
    return this.#isAsOpened;
  }

  /** Applies the changes of one `didChange`, in order. */
  edit(version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    this.#isAsOpened = false;
    for (const change of changes) this.#apply(change);
    this.#version = version;
  }

  /** Takes the same text from somebody who has it already, so that it is kept once. */
  share(source: SourceText): void {
    if (source.text === this.#source.text) this.#source = source;
  }

  /** The tree of the newest text, with room for what is typed next. */
  get tree(): MarkdownTree {
    if (this.#tree === undefined) this.#tree = parseMarkdown(this.#source, EDITING_ROOM);
    else if (this.#pending) this.#tree = updateMarkdown(this.#tree, this.#pending, this.#source);
    this.#pending = undefined;
    return this.#tree;
  }

  /** Other words are read now: nothing that was found out about the text is true any more. */
  forget(): void {
    this.#isAsOpened = false;
    this.#tree = undefined;
    this.#pending = undefined;
  }

  #apply(event: TextDocumentContentChangeEvent): void {
    if (!('range' in event)) {
      this.#source = new SourceText(event.text);
      this.#tree = undefined;
      this.#pending = undefined;
      this.#lastEdit = undefined;
      return;
    }
    const from = this.#source.offsetAt(event.range.start);
    const to = Math.max(from, this.#source.offsetAt(event.range.end));
    const change = { from, to, text: event.text };
    this.#source = this.#source.withChanges([change]);
    this.#lastEdit = from + event.text.length;
    if (this.#tree) this.#pending = mergeChanges(this.#pending, change, this.#source);
  }
}

/**
 * One change that does what `earlier` and then `next` do, and maybe rewrites text between the two.
 * @param next in offsets of the text that `earlier` left; `source` is the text after both.
 */
function mergeChanges(earlier: TextChange | undefined, next: TextChange, source: SourceText): TextChange {
  if (!earlier) return next;
  const earlierEnd = earlier.from + earlier.text.length;
  const grown = earlier.text.length - (earlier.to - earlier.from);
  const from = Math.min(earlier.from, next.from);
  const coveredTo = Math.max(earlierEnd, next.to);
  const newTo = coveredTo + next.text.length - (next.to - next.from);
  return { from, to: coveredTo - grown, text: source.slice({ from, to: newTo }) };
}
