import type { GraphLayout } from '../../../server/src/board/layout/graph.ts';
import type { Detail } from '../../../server/src/board/draw/graph.tsx';
import type { Camera } from './state.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** The whole graph in sight. */
export function fit(layout: Size, view: Size): Camera {
  const zoom = clampZoom(Math.min(1, view.width / layout.width, view.height / layout.height));
  return {
    zoom,
    x: (layout.width - view.width / zoom) / 2,
    y: Math.min(0, (layout.height - view.height / zoom) / 2),
  };
}

/** Where the smallest letters of a card are eight pixels high or nearly so. */
const LEGIBLE = 0.65;

/** At the beginning: as wide as the view, but never too small to be read. */
export function firstCamera(layout: Size, view: Size): Camera {
  const zoom = Math.max(LEGIBLE, Math.min(1, view.width / layout.width));
  return { zoom, x: Math.min(0, (layout.width - view.width / zoom) / 2), y: 0 };
}

/** Larger or smaller, with the point under `at` (in pixels of the view) where it is. */
export function zoomAt(
  { x, y, zoom }: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Camera {
  const next = clampZoom(zoom * factor);
  return { zoom: next, x: x + at.x / zoom - at.x / next, y: y + at.y / zoom - at.y / next };
}

/** Moved just so far that a box is in sight. */
export function bringIntoSight(camera: Camera, box: Box, view: Size): Camera {
  const margin = 24 / camera.zoom;
  const move = (from: number, length: number, at: number, room: number): number => {
    if (at - margin < from) return at - margin;
    return at + length + margin > from + room ? Math.min(at - margin, at + length + margin - room) : from;
  };
  return {
    zoom: camera.zoom,
    x: move(camera.x, box.width, box.x, view.width / camera.zoom),
    y: move(camera.y, box.height, box.y, view.height / camera.zoom),
  };
}

/** What is in sight, in pixels of the graph. */
export function sight({ x, y, zoom }: Camera, view: Size): Box {
  return { x, y, width: view.width / zoom, height: view.height / zoom };
}

export function grow({ x, y, width, height }: Box, share: number): Box {
  return {
    x: x - width * share,
    y: y - height * share,
    width: width * (1 + 2 * share),
    height: height * (1 + 2 * share),
  };
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The part of a graph that is in `box`, and the card that is selected: there is the focus. */
export function within(layout: GraphLayout, box: Box, card: Size, selected: string | null): GraphLayout {
  return {
    ...layout,
    cards: layout.cards.filter(
      (place) => place.task.key === selected || meet({ ...card, x: place.x, y: place.y }, box),
    ),
    bands: layout.bands.filter((band) => meet(band, box)),
    edges: layout.edges.filter(({ points }) => meet(around(points), box)),
  };
}

function around(points: readonly { readonly x: number; readonly y: number }[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  // A straight line has no height, and would meet nothing.
  return { x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2 };
}

export function detailFor(zoom: number): Detail {
  if (zoom >= 0.42) return 'full';
  return zoom >= 0.14 ? 'brief' : 'dots';
}

function clampZoom(zoom: number): number {
  return Math.max(0.02, Math.min(3, zoom));
}
