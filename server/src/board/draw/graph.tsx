/** @jsxRuntime automatic @jsxImportSource preact */
import type { GraphTask } from '../../protocol/graph.ts';
import type { GraphLayout } from '../layout/graph.ts';
import { Card } from './graphCard.tsx';
import { Band, Edge } from './graphParts.tsx';
import type { Palette } from './palette.ts';

/** How much of each card is drawn: what nobody could read is left out. */
export type Detail = 'full' | 'brief' | 'dots';

export interface GraphProps {
  readonly layout: GraphLayout;
  readonly palette: Palette;
  readonly detail?: Detail;
  /** Key of the task that is selected. */
  readonly selected?: string | null;
  /** Cards and bands can be reached by keys. */
  readonly isInteractive?: boolean;
  /** What is not meant stands back. */
  readonly isDimmed?: (task: GraphTask) => boolean;
}

/** The inside of a picture of dependencies: bands, edges, cards. */
export function GraphPicture(props: GraphProps) {
  const { layout, palette, detail = 'full', selected = null, isInteractive = false, isDimmed } = props;
  // One card is a stop of the tab key; arrows lead from there.
  const stop = layout.cards.some(({ task }) => task.key === selected) ? selected : layout.cards[0]?.task.key;
  const dimmed = new Set(
    isDimmed ? layout.cards.filter(({ task }) => isDimmed(task)).map(({ task }) => task.key) : [],
  );
  return (
    <>
      {layout.bands.map((band) => (
        <Band
          key={band.group.key}
          band={band}
          palette={palette}
          detail={detail}
          isInteractive={isInteractive}
        />
      ))}
      {layout.edges.map((place) => (
        <Edge
          key={`${place.edge.from} ${place.edge.to}`}
          place={place}
          palette={palette}
          detail={detail}
          isDimmed={dimmed.has(place.edge.from) || dimmed.has(place.edge.to)}
          isSelected={selected === place.edge.from || selected === place.edge.to}
        />
      ))}
      {layout.cards.map((place) => (
        <Card
          key={place.task.key}
          place={place}
          palette={palette}
          detail={detail}
          isSelected={place.task.key === selected}
          isDimmed={dimmed.has(place.task.key)}
          tabIndex={isInteractive ? (place.task.key === stop ? 0 : -1) : undefined}
        />
      ))}
    </>
  );
}
