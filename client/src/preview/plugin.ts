import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { decorate, type Page } from './decorate.ts';
import type { Words } from './html.ts';
import { HTML_TOKEN, type MakeToken } from './tokens.ts';

export interface PluginOptions {
  /** What is known now of a document, whatever the editor names it by; undefined if nothing is to be added. */
  readonly pageOf: (document: unknown) => Page | undefined;
  readonly words: Words;
  /** Something went wrong, and the preview is the plain one. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Adds to the editor's own preview of Markdown what is known of a roadmap. Tokens are parsed without a document and kept
 * over renderings, so everything happens as they are rendered. Whatever fails, the preview is as it was without this.
 */
export function extendMarkdown(md: MarkdownIt, { pageOf, words, onFailure }: PluginOptions): MarkdownIt {
  const { Token: TokenClass } = md.core.State.prototype;
  const make: MakeToken = (type, tag, nesting) => new TokenClass(type, tag, nesting);
  md.renderer.rules[HTML_TOKEN] = (tokens, index) => tokens[index]?.content ?? '';
  const render = md.renderer.render.bind(md.renderer);
  md.renderer.render = (tokens, options, env: unknown) => {
    const shown = attempt(() => decorated(tokens, env));
    if (shown === undefined) return render(tokens, options, env);
    return attempt(() => render(shown, options, env)) ?? render(tokens, options, env);
  };
  const decorated = (tokens: Token[], env: unknown): Token[] | undefined => {
    // Other extensions render texts of no document.
    const isOfDocument = typeof env === 'object' && env !== null && 'currentDocument' in env;
    const page = isOfDocument ? pageOf(env.currentDocument) : undefined;
    return page && decorate(tokens, page, words, make);
  };
  const attempt = <T>(what: () => T): T | undefined => {
    try {
      return what();
    } catch (error) {
      onFailure(error);
      return undefined;
    }
  };
  return md;
}
