import type { Block } from '../markdown/blocks.ts';

/** Every block of a document, containers before what they hold, in document order. */
export function* allBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.kind === 'list') for (const item of block.items) yield* allBlocks(item.children);
    else if (block.kind === 'quote') yield* allBlocks(block.children);
  }
}
