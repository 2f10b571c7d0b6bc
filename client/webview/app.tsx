import { useEffect, useState } from 'preact/hooks';
import type { BoardData, ToPage } from '../../server/src/protocol/board.ts';
import { listen, pageState, send, updatePageState } from './host.ts';
import { Nothing } from './nothing.tsx';
import { TABS } from './tabs.tsx';

type Content = Extract<ToPage, { kind: 'board' | 'nothing' }>;

/** The page: a line with the views' tabs, and the view that is chosen. */
export function App() {
  const [content, setContent] = useState<Content>();
  const [tab, setTab] = useState(pageState().tab);
  const [table, setTable] = useState(pageState().table);
  const [selected, setSelected] = useState<string | null>(null);
  useEffect(() => {
    listen((message) => {
      if (message.kind === 'select') return setSelected(message.task);
      if (message.kind === 'burndown') return;
      setContent(message);
      if (message.kind === 'board') updatePageState({ uri: message.board.uri });
    });
    send({ kind: 'ready', uri: pageState().uri });
  }, []);
  const chosen = TABS.find(({ id }) => id === tab) ?? TABS[0];
  if (content === undefined || chosen === undefined) return null;
  const { View } = chosen;
  return (
    <>
      <header class="bar">
        <h1 class="hidden">Board</h1>
        <TabList
          chosen={chosen.id}
          onChoose={(id) => {
            setTab(id);
            updatePageState({ tab: id });
          }}
        />
        <label class="toggle">
          <input
            type="checkbox"
            checked={table}
            onChange={({ currentTarget }) => {
              setTable(currentTarget.checked);
              updatePageState({ table: currentTarget.checked });
            }}
          />
          Table
        </label>
        <RoadmapChoice content={content} />
      </header>
      <main>
        <div id="view" role="tabpanel" aria-labelledby={`tab-${chosen.id}`}>
          {content.kind === 'nothing' ? (
            <Nothing {...content} />
          ) : (
            <View
              key={content.board.uri}
              board={content.board}
              table={table}
              selected={selected}
              onSelect={setSelected}
            />
          )}
        </div>
      </main>
    </>
  );
}

interface TabListProps {
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function TabList({ chosen, onChoose }: TabListProps) {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const index = TABS.findIndex(({ id }) => id === chosen);
    const next = TABS[(index + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    onChoose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={move}>
      {TABS.map(({ id, name }) => (
        <button
          key={id}
          id={`tab-${id}`}
          role="tab"
          aria-selected={id === chosen}
          aria-controls="view"
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** Which roadmap is shown, where there are several. */
function RoadmapChoice({ content }: { readonly content: Content }) {
  const { roadmaps } = content;
  const shown: BoardData | undefined = content.kind === 'board' ? content.board : undefined;
  if (roadmaps.length < 2 && shown !== undefined) return null;
  if (roadmaps.length === 0) return null;
  return (
    <label class="choice">
      <span class="hidden">Roadmap</span>
      <select
        value={shown?.uri ?? ''}
        onChange={({ currentTarget }) => send({ kind: 'open', uri: currentTarget.value })}
      >
        {shown === undefined ? <option value="">Choose a roadmap…</option> : null}
        {roadmaps.map(({ uri, path }) => (
          <option key={uri} value={uri}>
            {path}
          </option>
        ))}
      </select>
    </label>
  );
}
