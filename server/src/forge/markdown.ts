import type { BlockContent, PhrasingContent, RootContent, Text } from 'mdast';
import { remarkGfm, remarkStringify, unified } from '../core/markdown/remark.ts';

const writer = unified().use(remarkGfm).use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_' });

/** Blocks as Markdown, with a line end behind the last. */
export function write(children: RootContent[]): string {
  return writer.stringify({ type: 'root', children });
}

/** A heading and what stands below it; nothing where there is nothing. */
export function section(title: string, content: readonly BlockContent[]): RootContent[] {
  if (content.length === 0) return [];
  return [{ type: 'heading', depth: 2, children: [text(title)] }, ...content];
}

export function paragraph(...children: PhrasingContent[]): {
  type: 'paragraph';
  children: PhrasingContent[];
} {
  return { type: 'paragraph', children };
}

export function text(value: string): Text {
  return { type: 'text', value };
}

export function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

/** A command as people compare it. */
export function squeeze(command: string): string {
  return command.trim().replace(/\s+/g, ' ');
}

/** `0.4 s`, `12 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
