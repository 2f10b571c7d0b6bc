import { useEffect, useState } from 'preact/hooks';

/** What to take as `ref` of an element, and how wide it is, as it changes; undefined until it is known. */
export function useWidth(): [ref: (element: HTMLElement | null) => void, width: number | undefined] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
