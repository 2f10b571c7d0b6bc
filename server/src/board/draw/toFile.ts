import type { JSX } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { wellFormed } from './wellFormed.ts';

/** The text of a file with this picture, where there is no page to draw it in. */
export function toFile(picture: JSX.Element): string {
  return `${wellFormed(renderToStaticMarkup(picture))}\n`;
}
