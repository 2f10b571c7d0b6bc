import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { graphFile } from '../../../server/src/board/draw/graphFile.tsx';
import { mermaidFlowchart } from '../../../server/src/board/draw/graphMermaid.ts';
import { graphTable } from '../../../server/src/board/draw/graphTable.ts';
import { toCsv } from '../../../server/src/board/draw/table.ts';
import { type GraphLayout, layoutGraph } from '../../../server/src/board/layout/graph.ts';
import { type GraphOrder, orderInput } from '../../../server/src/board/layout/graphOrder.ts';
import { type GraphView as View, viewOf } from '../../../server/src/board/layout/graphView.ts';
import type { GraphTask } from '../../../server/src/protocol/graph.ts';
import { ExportButton } from '../exports.tsx';
import { send, updateViewState, viewState } from '../host.ts';
import { Orders } from '../order.ts';
import { DataTable } from '../table.tsx';
import type { ViewProps } from '../tabs.tsx';
import { TaskMenu } from '../taskMenu.tsx';
import { Canvas } from './canvas.tsx';
import { FilterBar } from './filters.tsx';
import { Legend } from './legend.tsx';
import { filterFor, GraphState, isFiltered } from './state.ts';

const orders = new Orders();

/** The dependencies of a roadmap's tasks: a picture to walk in, or a table. */
export function GraphView({ board, table, selected, onSelect }: ViewProps) {
  const { graph: data, uri } = board;
  const [state, change] = useRemembered(uri);
  const [menu, setMenu] = useState<{ readonly task: string; readonly x: number; readonly y: number }>();
  const isWanted = useMemo(() => filterFor(data, state.filters), [data, state.filters]);
  const view = useMemo(
    () => viewOf(data, isWanted, new Set(state.collapsed)),
    [data, isWanted, state.collapsed],
  );
  const layout = useLayout(view);
  const wanted = useMemo(() => data.tasks.filter(isWanted), [data, isWanted]);
  useEffect(() => {
    if (selected === null && state.selected !== null) onSelect(state.selected);
  }, []);
  useEffect(() => {
    if (selected !== null) change({ selected });
  }, [selected]);

  const reveal = (key: string, keepFocus: boolean): void => {
    const line = data.tasks.find((task) => task.key === key)?.line;
    if (line !== undefined) send({ kind: 'reveal', uri, line, keepFocus });
  };
  const fold = (key: string): void =>
    change({
      collapsed: state.collapsed.includes(key)
        ? state.collapsed.filter((other) => other !== key)
        : [...state.collapsed, key],
    });
  const shownMenu = menu && data.tasks.find(({ key }) => key === menu.task);
  return (
    <section class="graph" aria-label="Dependencies">
      <div class="bar second">
        <FilterBar data={data} state={state} onChange={change} />
        {layout ? (
          <ExportButton
            exports={{
              name: `${data.title || 'roadmap'} dependencies`,
              picture: (palette) => graphFile(data, layout, palette),
              mermaid: () => mermaidFlowchart(data),
              csv: () => toCsv(graphTable(data, wanted)),
              json: () => data,
            }}
          />
        ) : null}
      </div>
      {table ? (
        <DataTable
          table={graphTable(data, wanted)}
          selected={selected}
          onReveal={(task) => {
            onSelect(task.key);
            reveal(task.key, false);
          }}
        />
      ) : wanted.length === 0 ? (
        <p class="nothing" role="status">
          {isFiltered(state.filters) ? 'No task is like this.' : 'This roadmap has no tasks yet.'}
        </p>
      ) : layout ? (
        <Canvas
          layout={layout}
          selected={selected}
          isDimmed={dimming(state.highlight)}
          camera={state.camera}
          onCamera={(camera) => change({ camera })}
          onSelect={onSelect}
          onReveal={reveal}
          onMenu={(task, at) => setMenu({ task, ...at })}
          onFold={fold}
        />
      ) : (
        <div class="canvas" />
      )}
      <Legend data={data} shown={wanted.length} />
      {shownMenu && menu ? (
        <TaskMenu
          uri={uri}
          task={shownMenu}
          at={menu}
          onReveal={() => reveal(shownMenu.key, false)}
          onClose={() => setMenu(undefined)}
        />
      ) : null}
    </section>
  );
}

/** The state that survives hiding the board and restarting the editor. */
function useRemembered(uri: string): [GraphState, (change: Partial<GraphState>) => void] {
  const [state, setState] = useState(() => viewState('graph', uri, GraphState) ?? GraphState.parse({}));
  const change = (part: Partial<GraphState>): void =>
    setState((before) => {
      const next = { ...before, ...part };
      updateViewState('graph', uri, next);
      return next;
    });
  return [state, change];
}

/** Where everything stands; the picture of before is kept until a new order is found. */
function useLayout(view: View): GraphLayout | undefined {
  const input = useMemo(() => orderInput(view), [view]);
  // Most edits change no dependency: then the order stays, and nothing has to be found.
  const name = useMemo(() => JSON.stringify(input), [input]);
  const [order, setOrder] = useState<{ readonly of: string; readonly order: GraphOrder } | undefined>();
  useEffect(() => orders.find(input, (found) => setOrder({ of: name, order: found })), [name]);
  const last = useRef<GraphLayout | undefined>(undefined);
  const layout = useMemo(
    () => (order?.of === name ? layoutGraph(view, order.order) : last.current),
    [view, order, name],
  );
  last.current = layout;
  return layout;
}

function dimming(highlight: GraphState['highlight']): ((task: GraphTask) => boolean) | undefined {
  switch (highlight) {
    case 'nothing':
      return undefined;
    case 'ready':
      return ({ ready }) => !ready;
    case 'critical':
      return ({ critical }) => critical === null;
  }
}
