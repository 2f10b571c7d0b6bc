import { useEffect, useMemo, useState } from 'preact/hooks';
import { GraphPicture } from '../../../server/src/board/draw/graph.tsx';
import { THEME } from '../../../server/src/board/draw/palette.ts';
import { layoutGraph } from '../../../server/src/board/layout/graph.ts';
import { type GraphOrder, orderInput } from '../../../server/src/board/layout/graphOrder.ts';
import { viewOf } from '../../../server/src/board/layout/graphView.ts';
import { Orders } from '../order.ts';
import type { ViewProps } from '../tabs.tsx';

const orders = new Orders();

/** The dependencies of a roadmap's tasks. */
export function GraphView({ board, selected }: ViewProps) {
  const view = useMemo(() => viewOf(board.graph), [board]);
  const [order, setOrder] = useState<GraphOrder>();
  useEffect(() => orders.find(orderInput(view), setOrder), [view]);
  const layout = useMemo(() => order && layoutGraph(view, order), [view, order]);
  if (layout === undefined) return <p>…</p>;
  return (
    <svg width={layout.width} height={layout.height}>
      <GraphPicture layout={layout} palette={THEME} selected={selected} />
    </svg>
  );
}
