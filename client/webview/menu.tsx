import { useEffect, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  readonly name: string;
  readonly run: () => void;
  /** One of several of which one is chosen. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

interface MenuProps {
  readonly name: string;
  readonly items: readonly MenuItem[];
}

/** A button that opens a list of actions. */
export function Menu({ name, items }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu-holder">
      <button
        ref={button}
        class="plain"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {name} <span aria-hidden="true">▾</span>
      </button>
      {open ? <MenuList name={name} items={items} onClose={close} /> : null}
    </div>
  );
}

interface MenuListProps extends MenuProps {
  readonly onClose: () => void;
  /** In pixels of the page; undefined: below the button. */
  readonly at?: { readonly x: number; readonly y: number };
}

/** The list itself: arrows move, Escape and a click beside it close it. */
export function MenuList({ name, items, onClose, at }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const own = list.current;
    if (own === null) return;
    if (at) keepInSight(own, at);
    const checked = own.querySelector<HTMLElement>('[aria-checked=true]');
    (checked ?? own.querySelector<HTMLElement>('[role^=menuitem]'))?.focus();
    const closeBeside = ({ target }: Event): void => {
      if (target instanceof Node && !own.parentElement?.contains(target)) onClose();
    };
    addEventListener('pointerdown', closeBeside);
    return () => removeEventListener('pointerdown', closeBeside);
  }, []);
  return (
    <div
      ref={list}
      class={at ? 'menu floating' : 'menu'}
      role="menu"
      aria-label={name}
      onKeyDown={(event) => onKey(event, list.current, onClose)}
    >
      {items.map((item) => (
        <button
          key={item.name}
          role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={item.checked}
          aria-disabled={item.disabled}
          tabIndex={-1}
          onClick={() => {
            if (item.disabled) return;
            onClose();
            item.run();
          }}
        >
          <span class="check" aria-hidden="true">
            {item.checked ? '✓' : ''}
          </span>
          {item.name}
        </button>
      ))}
    </div>
  );
}

function onKey(event: KeyboardEvent, list: HTMLElement | null, onClose: () => void): void {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const index = items.findIndex((item) => item === document.activeElement);
  const next: Readonly<Record<string, number>> = {
    ArrowDown: (index + 1) % items.length,
    ArrowUp: (index - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = next[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') onClose();
  else if (target !== undefined) items[target]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function keepInSight(list: HTMLElement, { x, y }: { readonly x: number; readonly y: number }): void {
  const { width, height } = list.getBoundingClientRect();
  list.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  list.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
}
