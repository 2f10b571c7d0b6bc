import type Token from 'markdown-it/lib/token.mjs';

/** Makes a token of the parser that the editor uses. */
export type MakeToken = (type: string, tag: string, nesting: Token['nesting']) => Token;

/** The type of our tokens, which are rendered to their content. Headings take no part of their anchors from it. */
export const HTML_TOKEN = 'roadgate_html';

export function htmlToken(make: MakeToken, html: string): Token {
  return Object.assign(make(HTML_TOKEN, '', 0), { content: html });
}

export function textToken(make: MakeToken, text: string): Token {
  return Object.assign(make('text', '', 0), { content: text });
}

/** A link within the workspace, and its end. */
export function linkTokens(make: MakeToken, href: string): readonly [Token, Token] {
  const open = make('link_open', 'a', 1);
  open.attrSet('href', href);
  open.attrSet('class', 'roadgate-reference');
  return [open, make('link_close', 'a', -1)];
}
