import type { JSX } from 'preact';
import { graphData } from '../board/data/graph.ts';
import { graphFile } from '../board/draw/graphFile.tsx';
import { mermaidFlowchart } from '../board/draw/graphMermaid.ts';
import { graphTable } from '../board/draw/graphTable.ts';
import { toCsv } from '../board/draw/table.ts';
import { layoutGraph } from '../board/layout/graph.ts';
import { bestOrder } from '../board/layout/graphBestOrder.ts';
import { orderInput } from '../board/layout/graphOrder.ts';
import { viewOf } from '../board/layout/graphView.ts';
import type { CommandInput, ExitStatus } from './command.ts';
import { formatOf, paletteOf, pictureSubject, print } from './picture.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate graph`. */
export async function printGraph(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const format = formatOf(input);
  const palette = paletteOf(input);
  const { workspace, document, lastRun } = await pictureSubject(input, terminal);
  const data = graphData(workspace, document, lastRun);
  const svg = (): JSX.Element => {
    const view = viewOf(data);
    return graphFile(data, layoutGraph(view, bestOrder(orderInput(view))), palette);
  };
  const mermaid = (): string => mermaidFlowchart(data);
  print(format, { svg, mermaid, csv: () => toCsv(graphTable(data)), json: () => data }, terminal);
  return 0;
}
