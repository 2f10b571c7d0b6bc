import { graphData } from '../board/data/graph.ts';
import { graphFile } from '../board/draw/graphFile.tsx';
import { mermaidFlowchart } from '../board/draw/graphMermaid.ts';
import { toFile } from '../board/draw/toFile.ts';
import { layoutGraph } from '../board/layout/graph.ts';
import { bestOrder } from '../board/layout/graphBestOrder.ts';
import { orderInput } from '../board/layout/graphOrder.ts';
import { viewOf } from '../board/layout/graphView.ts';
import { choose, type CommandInput, type ExitStatus } from './command.ts';
import { paletteOf, pictureSubject } from './picture.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate graph`. */
export async function printGraph(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const format = choose(input, 'format', ['svg', 'mermaid', 'json']);
  const palette = paletteOf(input);
  const { workspace, document, lastRun } = await pictureSubject(input, terminal);
  const data = graphData(workspace, document, lastRun);
  switch (format) {
    case 'json':
      terminal.out(`${JSON.stringify(data, null, 2)}\n`);
      return 0;
    case 'mermaid':
      terminal.out(mermaidFlowchart(data));
      return 0;
    case 'svg': {
      const view = viewOf(data);
      const layout = layoutGraph(view, bestOrder(orderInput(view)));
      terminal.out(toFile(graphFile(data, layout, palette)));
      return 0;
    }
  }
}
