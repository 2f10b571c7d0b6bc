import type { Span } from '../../core/text/source.ts';

/** The word that is being completed. */
export interface Word {
  /** From its start to the cursor. */
  readonly typed: string;
  /** What is replaced where the editor inserts: up to the cursor. */
  readonly insert: Span;
  /** What is replaced where the editor replaces: up to the end of the word. */
  readonly replace: Span;
}

/** How a path is written: in code marks, as a link's destination (in angle brackets or not), or just so. */
export type PathStyle = 'code' | 'link' | 'angle' | 'bare';

/** Something that could be completed at the cursor. */
export type Target =
  | IdTarget
  | { readonly kind: 'status'; readonly word: Word }
  /** `quoted`: within code marks. */
  | { readonly kind: 'label'; readonly word: Word; readonly entry: boolean; readonly quoted: boolean }
  | { readonly kind: 'branch'; readonly word: Word; readonly quoted: boolean }
  /** `marks`: the asterisks that are typed already. `marker`: the line is a list item already. */
  | { readonly kind: 'field'; readonly word: Word; readonly marks: string; readonly marker: boolean }
  | PathTarget
  | LinesTarget
  | { readonly kind: 'heading'; readonly word: Word; readonly path: string; readonly style: PathStyle };

export interface IdTarget {
  readonly kind: 'id';
  readonly word: Word;
  readonly place: IdPlace;
  /** What the field says about the tasks that it names; undefined outside of such a field. */
  readonly relation?: Relation;
  /** Words of the field's value that may be ids. */
  readonly beside?: readonly string[];
}

export type Relation = 'dependsOn' | 'blocks';

/** `first`: what the value of a field begins with; `entry`: what follows a comma in it; `value`: anywhere else. */
export type IdPlace = 'first' | 'entry' | 'value' | 'prose' | 'wiki-link';

export interface PathTarget {
  readonly kind: 'path';
  /** The last segment. */
  readonly word: Word;
  /** What stands before it, with `/` at its end; empty for the first segment. */
  readonly directory: string;
  readonly style: PathStyle;
  /** Nothing but a path can be meant here. */
  readonly expected: boolean;
  /** A slash stands right behind the cursor. */
  readonly goesOn: boolean;
}

export interface LinesTarget {
  readonly kind: 'lines';
  readonly word: Word;
  readonly path: string;
  readonly style: PathStyle;
  /** What the lines of a link's fragment begin with: `#L10`. */
  readonly mark: '' | 'L';
  /** The 1-based line that the range begins with; null: its end is not what is typed. */
  readonly first: number | null;
}

/** Whether it is the destination of a link of Markdown's own. */
export function isLinkStyle(style: PathStyle): boolean {
  return style === 'link' || style === 'angle';
}
