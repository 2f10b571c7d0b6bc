import { writeFile } from 'node:fs/promises';
import { encode } from 'modern-gif';
import { PNG } from 'pngjs';
import type { EditorWindow } from './window.ts';

/** Colours of the whole film: a theme has fewer, smoothed letters have more. */
const COLOURS = 128;

/** A short animated picture of a window, one frame for each thing that happened. */
export class Film {
  readonly #window: EditorWindow;
  readonly #frames: { readonly png: Buffer; readonly delay: number }[] = [];

  constructor(window: EditorWindow) {
    this.#window = window;
  }

  /** Takes a frame that is shown for `delay` milliseconds. */
  async shoot(delay: number): Promise<void> {
    const png = await this.#window.page.screenshot({ caret: 'hide', animations: 'disabled' });
    this.#frames.push({ png, delay });
  }

  /** Writes a GIF that starts again when it ends. */
  async save(file: string): Promise<void> {
    const frames = this.#frames.map(({ png, delay }) => {
      const { width, height, data } = PNG.sync.read(png);
      return { width, height, delay, data: new Uint8ClampedArray(data) };
    });
    const [first] = frames;
    if (!first) throw new Error('The film has no frame.');
    const { width, height } = first;
    const gif = await encode({ width, height, frames, maxColors: COLOURS, looped: true });
    await writeFile(file, new Uint8Array(gif));
  }
}
