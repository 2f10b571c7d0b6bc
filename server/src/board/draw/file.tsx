/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import type { Palette } from './palette.ts';
import { FILE_FONT } from './text.ts';

/** What a picture in a file is. */
export interface FileProps {
  readonly title: string;
  /** What it shows, in a sentence: for those who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly children: ComponentChildren;
}

/** A picture that stands alone: colours and fonts are in it, and nothing is loaded. */
export function PictureFile({ title, description, width, height, palette, children }: FileProps) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${Math.ceil(width)} ${Math.ceil(height)}`}
      width={Math.ceil(width)}
      height={Math.ceil(height)}
      font-family={FILE_FONT}
      role="img"
    >
      <title>{title}</title>
      <desc>{description}</desc>
      <rect width="100%" height="100%" fill={palette.background} />
      {children}
    </svg>
  );
}
