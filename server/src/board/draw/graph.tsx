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
  /** What is not meant stands back. */
  readonly isDimmed?: (task: GraphTask) => boolean;
}

/** The inside of a picture of dependencies: bands, edges, cards. */
export function GraphPicture({ layout, palette, detail = 'full', selected = null, isDimmed }: GraphProps) {
  const dimmed = new Set(
    isDimmed ? layout.cards.filter(({ task }) => isDimmed(task)).map(({ task }) => task.key) : [],
  );
  return (
    <>
      {layout.bands.map((band) => (
        <Band key={band.group.key} band={band} palette={palette} detail={detail} />
      ))}
      {layout.edges.map((place) => (
        <Edge
          key={`${place.edge.from} ${place.edge.to}`}
          place={place}
          palette={palette}
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
        />
      ))}
    </>
  );
}
