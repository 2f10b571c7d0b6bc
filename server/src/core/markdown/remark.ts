/**
 * What writes Markdown, and reads what is written anew (architecture, D1). Everything takes it from here: it is
 * bundled once, beside the bundles that use it, and loaded when it is first needed.
 */
export { default as remarkGfm } from 'remark-gfm';
export { default as remarkParse } from 'remark-parse';
export { default as remarkStringify } from 'remark-stringify';
export { unified } from 'unified';
