import { counted, pathPhrase } from '../../../server/src/board/draw/graphWords.ts';
import { THEME } from '../../../server/src/board/draw/palette.ts';
import { STATUS_NAMES, STATUSES, StatusIcon } from '../../../server/src/board/draw/status.tsx';
import type { GraphData } from '../../../server/src/protocol/graph.ts';

interface Props {
  readonly data: GraphData;
  /** How many tasks are left by the filters. */
  readonly shown: number;
}

/** What the marks mean, how much there is, and what decides how long it takes. */
export function Legend({ data, shown }: Props) {
  const { tasks, edges } = data;
  const counts = STATUSES.map((status) => ({
    status,
    count: tasks.filter((task) => task.status === status).length,
  })).filter(({ count }) => count > 0);
  const ready = tasks.filter((task) => task.ready).length;
  const wrong = edges.filter(({ problem }) => problem !== null).length;
  return (
    <footer>
      <p role="status">
        {shown === tasks.length ? '' : `${shown} of `}
        {counted(tasks.length, 'task')}
        {`, ${ready} ready now`}
        {wrong > 0 ? `, ${wrong} ${wrong === 1 ? 'dependency' : 'dependencies'} cannot be right` : ''}
        {data.criticalPath ? (
          <>
            {'. '}
            <span class="critical">Critical path</span>: {pathPhrase(data)}
          </>
        ) : null}
      </p>
      <ul aria-label="Statuses">
        {counts.map(({ status, count }) => (
          <li key={status}>
            <svg width={16} height={16} viewBox="-8 -8 16 16" aria-hidden="true">
              <StatusIcon status={status} palette={THEME} x={0} y={0} />
            </svg>
            {STATUS_NAMES[status]} {count}
          </li>
        ))}
      </ul>
    </footer>
  );
}
