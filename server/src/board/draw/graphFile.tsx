/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { GraphData } from '../../protocol/graph.ts';
import type { GraphLayout } from '../layout/graph.ts';
import { PictureFile } from './file.tsx';
import { GraphPicture } from './graph.tsx';
import { graphSentence } from './graphWords.ts';
import type { Palette } from './palette.ts';

/** The picture of dependencies as a file. */
export function graphFile(data: GraphData, layout: GraphLayout, palette: Palette): JSX.Element {
  return (
    <PictureFile
      title={data.title === '' ? 'Dependencies' : `${data.title}: dependencies`}
      description={graphSentence(data)}
      width={layout.width}
      height={layout.height}
      palette={palette}
    >
      <GraphPicture layout={layout} palette={palette} />
    </PictureFile>
  );
}
