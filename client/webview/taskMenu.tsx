import { STATUS_NAMES, STATUSES } from '../../server/src/board/draw/status.tsx';
import type { GraphTask } from '../../server/src/protocol/graph.ts';
import { send } from './host.ts';
import { type MenuItem, MenuList } from './menu.tsx';

interface Props {
  readonly uri: string;
  readonly task: Pick<GraphTask, 'key' | 'id' | 'title' | 'status' | 'statuses'>;
  /** In pixels of the page. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onReveal: () => void;
  readonly onClose: () => void;
}

/** What can be done with a task: go to its line, change its status in the document. */
export function TaskMenu({ uri, task, at, onReveal, onClose }: Props) {
  const possible = STATUSES.filter((status) => status === task.status || task.statuses.includes(status));
  const statuses = possible.map((status): MenuItem => ({
    name: STATUS_NAMES[status],
    checked: status === task.status,
    run: () => {
      if (status !== task.status) send({ kind: 'setStatus', uri, task: task.key, status });
    },
  }));
  const none: MenuItem = { name: 'The document claims no status here', run: () => undefined, disabled: true };
  return (
    <MenuList
      name={`${task.id ?? task.title}: status`}
      at={at}
      onClose={onClose}
      items={[...(task.statuses.length > 0 ? statuses : [none]), { name: 'Go to Line', run: onReveal }]}
    />
  );
}
