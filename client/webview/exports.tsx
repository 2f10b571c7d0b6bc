import { type JSX, render } from 'preact';
import { type ColourName, LIGHT, type Palette, toPalette } from '../../server/src/board/draw/palette.ts';
import { wellFormed } from '../../server/src/board/draw/wellFormed.ts';
import { send } from './host.ts';
import { Menu } from './menu.tsx';

/** What a view can be taken away as. */
export interface Exports {
  /** Of the file, without extension. */
  readonly name: string;
  /** In the colours given; undefined: there is no picture. */
  readonly picture: (palette: Palette) => JSX.Element;
  readonly mermaid: () => string;
  readonly csv: () => string;
  readonly json: () => unknown;
}

/** The button that saves or copies what a view shows. */
export function ExportButton({ exports }: { readonly exports: Exports }) {
  const { name } = exports;
  const save = (format: 'svg' | 'mmd' | 'csv' | 'json', content: string): void =>
    send({ kind: 'save', name, format, content });
  const json = (): string => `${JSON.stringify(exports.json(), null, 2)}\n`;
  const copy = (what: string, text: string): void => send({ kind: 'copy', what, text });
  return (
    <Menu
      name="Export"
      items={[
        { name: 'Save as SVG…', run: () => save('svg', svgText(exports)) },
        { name: 'Save as PNG…', run: () => void savePng(exports) },
        { name: 'Save as Mermaid…', run: () => save('mmd', exports.mermaid()) },
        { name: 'Save as CSV…', run: () => save('csv', exports.csv()) },
        { name: 'Save as JSON…', run: () => save('json', json()) },
        { name: 'Copy SVG', run: () => copy('SVG', svgText(exports)) },
        { name: 'Copy Mermaid', run: () => copy('Mermaid', exports.mermaid()) },
      ]}
    />
  );
}

/** The picture in the colours that the editor has now. */
function svgText({ picture }: Exports): string {
  const holder = document.createElement('div');
  render(picture(currentPalette()), holder);
  const [svg] = holder.children;
  return svg ? `${wellFormed(new XMLSerializer().serializeToString(svg))}\n` : '';
}

/** The theme's colours as numbers: other programs know no variables and no mixtures. */
function currentPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return LIGHT;
  const valueOf = (name: ColourName): string => style.getPropertyValue(`--rg-${name}`).trim() || LIGHT[name];
  return toPalette((name) => {
    // A colour may be transparent in part; a file has nothing behind it.
    for (const value of [valueOf('background'), valueOf(name)]) {
      context.fillStyle = value;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** Pixels of a side beyond which browsers draw nothing. */
const LARGEST = 12_000;

async function savePng(exports: Exports): Promise<void> {
  const url = URL.createObjectURL(new Blob([svgText(exports)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(2, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const [, content = ''] = canvas.toDataURL('image/png').split(',');
    send({ kind: 'save', name: exports.name, format: 'png', content });
  } finally {
    URL.revokeObjectURL(url);
  }
}
