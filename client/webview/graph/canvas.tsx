import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { GraphPicture } from '../../../server/src/board/draw/graph.tsx';
import { THEME } from '../../../server/src/board/draw/palette.ts';
import { CARD, type GraphLayout } from '../../../server/src/board/layout/graph.ts';
import { type Direction, walk } from '../../../server/src/board/layout/graphWalk.ts';
import type { GraphTask } from '../../../server/src/protocol/graph.ts';
import {
  type Box,
  bringIntoSight,
  contains,
  detailFor,
  firstCamera,
  fit,
  grow,
  sight,
  type Size,
  within,
  zoomAt,
} from './camera.ts';
import type { Camera } from './state.ts';

interface Props {
  readonly layout: GraphLayout;
  readonly selected: string | null;
  readonly isDimmed: ((task: GraphTask) => boolean) | undefined;
  /** Where the view was left; null: nowhere yet. */
  readonly camera: Camera | null;
  readonly onCamera: (camera: Camera) => void;
  readonly onSelect: (task: string | null) => void;
  /** Shows the task's line. */
  readonly onReveal: (task: string, keepFocus: boolean) => void;
  /** Opens the menu of a task at a place of the page. */
  readonly onMenu: (task: string, at: { readonly x: number; readonly y: number }) => void;
  readonly onFold: (group: string) => void;
}

/** The graph with a hand to move it and a glass to see it larger. Only what is in sight is drawn. */
export function Canvas(props: Props) {
  const { layout, selected, isDimmed, onCamera } = props;
  const svg = useRef<SVGSVGElement>(null);
  const moved = useRef<SVGGElement>(null);
  const camera = useRef<Camera | null>(props.camera);
  const size = useRef<Size>({ width: 0, height: 0 });
  const [drawn, setDrawn] = useState<{ readonly box: Box; readonly zoom: number }>();
  const remember = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const show = (next: Camera): void => {
    camera.current = next;
    const { x, y, zoom } = next;
    moved.current?.setAttribute('transform', `scale(${zoom}) translate(${-x} ${-y})`);
    const seen = sight(next, size.current);
    setDrawn((before) =>
      before &&
      contains(before.box, seen) &&
      detailFor(before.zoom) === detailFor(zoom) &&
      zoom >= before.zoom / 2
        ? before
        : { box: grow(seen, 0.5), zoom },
    );
    clearTimeout(remember.current);
    remember.current = setTimeout(() => onCamera(next), 200);
  };

  useSize(svg, (now) => {
    size.current = now;
    if (now.width > 0) show(camera.current ?? firstCamera(layout, now));
  });
  useAnchor(layout, selected, camera, size, show);
  useLayoutEffect(() => {
    const card = layout.cards.find(({ task }) => task.key === selected);
    if (card && camera.current)
      show(bringIntoSight(camera.current, { ...CARD, x: card.x, y: card.y }, size.current));
  }, [selected]);
  useHand(svg, camera, show);

  const step = useKeys(props, camera, size, show);
  // The card that an arrow led to has the focus as soon as it is drawn.
  // Until then the one that had it before is selected.
  const wantsFocus = useRef<string | null>(null);
  useEffect(() => {
    if (wantsFocus.current === null || wantsFocus.current === selected) return;
    wantsFocus.current = null;
    cardElement(svg.current, selected)?.focus({ preventScroll: true });
  });

  const shown = useMemo(() => drawn && within(layout, drawn.box, CARD, selected), [layout, drawn, selected]);
  const zoomBy = (factor: number): void => {
    const { width, height } = size.current;
    if (camera.current) show(zoomAt(camera.current, factor, { x: width / 2, y: height / 2 }));
  };
  return (
    <div class="stage">
      <svg
        ref={svg}
        class="canvas"
        role="group"
        aria-label="Graph of tasks. Arrow keys follow dependencies, Enter shows the line, S changes the status."
        onKeyDown={(event) => {
          if (!step(event)) return;
          wantsFocus.current = selected ?? '';
          event.preventDefault();
        }}
        onClick={(event) => onClick(event, props)}
        onDblClick={(event) => {
          const task = keyAt(event, 'task');
          if (task !== undefined) props.onReveal(task, false);
        }}
        onContextMenu={(event) => {
          const task = keyAt(event, 'task');
          if (task === undefined) return;
          event.preventDefault();
          props.onSelect(task);
          props.onMenu(task, { x: event.clientX, y: event.clientY });
        }}
      >
        <g ref={moved}>
          {shown && drawn ? (
            <GraphPicture
              layout={shown}
              palette={THEME}
              detail={detailFor(drawn.zoom)}
              selected={selected}
              isDimmed={isDimmed}
              isInteractive
            />
          ) : null}
        </g>
      </svg>
      <div class="zoom" role="group" aria-label="Zoom">
        <button class="plain" aria-label="Zoom out" title="Zoom out (-)" onClick={() => zoomBy(0.8)}>
          −
        </button>
        <button
          class="plain"
          title="Show the whole graph (0)"
          onClick={() => show(fit(layout, size.current))}
        >
          Fit
        </button>
        <button class="plain" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoomBy(1.25)}>
          +
        </button>
      </div>
    </div>
  );
}

function onClick(event: MouseEvent, { onFold, onSelect, onReveal }: Props): void {
  const [group, task] = [keyAt(event, 'fold'), keyAt(event, 'task')];
  if (group !== undefined) onFold(group);
  if (task === undefined) return;
  onSelect(task);
  onReveal(task, true);
}

function keyAt({ target }: Event, name: 'task' | 'fold'): string | undefined {
  const found = target instanceof Element ? target.closest<SVGElement>(`[data-${name}]`) : null;
  return found?.dataset[name];
}

function cardElement(svg: SVGSVGElement | null, key: string | null): SVGElement | undefined {
  return [...(svg?.querySelectorAll<SVGElement>('[data-task]') ?? [])].find(
    ({ dataset }) => dataset['task'] === key,
  );
}

function useSize(svg: { readonly current: SVGSVGElement | null }, tell: (size: Size) => void): void {
  const newest = useRef(tell);
  newest.current = tell;
  useLayoutEffect(() => {
    if (svg.current === null) return;
    const observer = new ResizeObserver(([entry]) => entry && newest.current(entry.contentRect));
    newest.current(svg.current.getBoundingClientRect());
    observer.observe(svg.current);
    return () => observer.disconnect();
  }, []);
}

/** When the graph changes, what a person looks at stays where it is: the selected card, else one near the middle. */
function useAnchor(
  layout: GraphLayout,
  selected: string | null,
  camera: { readonly current: Camera | null },
  size: { readonly current: Size },
  show: (camera: Camera) => void,
): void {
  const before = useRef<GraphLayout>(layout);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = layout;
    if (old === layout || camera.current === null) return;
    const seen = sight(camera.current, size.current);
    const places = new Map(layout.cards.map((card) => [card.task.key, card]));
    const distance = ({ x, y }: { readonly x: number; readonly y: number }): number =>
      Math.hypot(x - seen.x - seen.width / 2, y - seen.y - seen.height / 2);
    const kept = old.cards.filter(({ task }) => places.has(task.key));
    const anchor =
      kept.find((card) => card.task.key === selected && contains(seen, { ...CARD, x: card.x, y: card.y })) ??
      kept.reduce<(typeof kept)[number] | undefined>(
        (best, card) => (best === undefined || distance(card) < distance(best) ? card : best),
        undefined,
      );
    const now = anchor && places.get(anchor.task.key);
    if (!anchor || !now) return show(firstCamera(layout, size.current));
    const { x, y, zoom } = camera.current;
    show({ zoom, x: x + now.x - anchor.x, y: y + now.y - anchor.y });
  }, [layout]);
}

/** Dragging and the wheel move the graph; with Ctrl, or two fingers apart, the wheel makes it larger. */
function useHand(
  svg: { readonly current: SVGSVGElement | null },
  camera: { readonly current: Camera | null },
  show: (camera: Camera) => void,
): void {
  const newest = useRef(show);
  newest.current = show;
  useEffect(() => {
    const own = svg.current;
    if (own === null) return;
    let drag: { readonly id: number; x: number; y: number; isMoving: boolean } | undefined;
    const move = (dx: number, dy: number): void => {
      if (camera.current === null) return;
      const { x, y, zoom } = camera.current;
      newest.current({ zoom, x: x - dx / zoom, y: y - dy / zoom });
    };
    const listeners = {
      wheel: (event: WheelEvent): void => {
        event.preventDefault();
        if (camera.current === null) return;
        const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
        const [dx, dy] = [event.deltaX * scale, event.deltaY * scale];
        if (!event.ctrlKey && !event.metaKey)
          return event.shiftKey && dx === 0 ? move(-dy, 0) : move(-dx, -dy);
        const { left, top } = own.getBoundingClientRect();
        const at = { x: event.clientX - left, y: event.clientY - top };
        newest.current(zoomAt(camera.current, Math.exp(-dy / 300), at));
      },
      pointerdown: ({ button, pointerId, clientX, clientY }: PointerEvent): void => {
        if (button <= 1) drag = { id: pointerId, x: clientX, y: clientY, isMoving: false };
      },
      pointermove: ({ pointerId, clientX, clientY }: PointerEvent): void => {
        if (drag?.id !== pointerId) return;
        const [dx, dy] = [clientX - drag.x, clientY - drag.y];
        // A hand that clicks trembles.
        if (!drag.isMoving && Math.hypot(dx, dy) < 4) return;
        if (!drag.isMoving) own.setPointerCapture(pointerId);
        own.classList.add('moving');
        drag = { id: pointerId, x: clientX, y: clientY, isMoving: true };
        move(dx, dy);
      },
      pointerup: (): void => {
        if (drag?.isMoving === true) addEventListener('click', swallow, { capture: true, once: true });
        own.classList.remove('moving');
        drag = undefined;
        setTimeout(() => removeEventListener('click', swallow, { capture: true }));
      },
    };
    const swallow = (event: Event): void => event.stopPropagation();
    own.addEventListener('wheel', listeners.wheel, { passive: false });
    own.addEventListener('pointerdown', listeners.pointerdown);
    own.addEventListener('pointermove', listeners.pointermove);
    own.addEventListener('pointerup', listeners.pointerup);
    own.addEventListener('pointercancel', listeners.pointerup);
    return () => {
      own.removeEventListener('wheel', listeners.wheel);
      own.removeEventListener('pointerdown', listeners.pointerdown);
      own.removeEventListener('pointermove', listeners.pointermove);
      own.removeEventListener('pointerup', listeners.pointerup);
      own.removeEventListener('pointercancel', listeners.pointerup);
    };
  }, []);
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** @returns what a key does; false: nothing. */
function useKeys(
  { layout, onSelect, onReveal, onMenu, onFold }: Props,
  camera: { readonly current: Camera | null },
  size: { readonly current: Size },
  show: (camera: Camera) => void,
): (event: KeyboardEvent) => boolean {
  return (event) => {
    if (event.altKey || camera.current === null) return false;
    const fold = keyAt(event, 'fold');
    const task = keyAt(event, 'task');
    const direction = ARROWS[event.key];
    const middle = { x: size.current.width / 2, y: size.current.height / 2 };
    if (direction) {
      const next = task === undefined ? layout.cards[0]?.task.key : walk(layout, task, direction);
      if (next !== undefined) onSelect(next);
      return true;
    }
    if (event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case 'Enter':
      case ' ':
        if (fold !== undefined) onFold(fold);
        else if (task !== undefined) {
          onSelect(task);
          onReveal(task, event.key === ' ');
        }
        return true;
      case 's':
      case 'ContextMenu': {
        const { left, bottom } = (event.target as Element).getBoundingClientRect();
        if (task === undefined) return false;
        onSelect(task);
        onMenu(task, { x: left, y: bottom });
        return true;
      }
      case '+':
      case '=':
        show(zoomAt(camera.current, 1.25, middle));
        return true;
      case '-':
        show(zoomAt(camera.current, 0.8, middle));
        return true;
      case '0':
        show(fit(layout, size.current));
        return true;
      default:
        return false;
    }
  };
}
