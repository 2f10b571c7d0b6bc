/** @jsxRuntime automatic @jsxImportSource preact */
import type { GraphTask } from '../../protocol/graph.ts';
import { CARD, type CardPlace } from '../layout/graph.ts';
import type { Detail } from './graph.tsx';
import { type Palette, statusColour } from './palette.ts';
import { taskSpeech } from './graphWords.ts';
import { StatusIcon, STATUS_NAMES } from './status.tsx';
import { textWidth, truncate, wrap } from './text.ts';

interface CardProps {
  readonly place: CardPlace;
  readonly palette: Palette;
  readonly detail: Detail;
  readonly isSelected: boolean;
  readonly isDimmed: boolean;
  /** Whether it can be reached by keys; undefined in a file, where nothing can. */
  readonly tabIndex?: number | undefined;
}

const { width, height } = CARD;
const PAD = 12;

/** A task: status, id, title, and below them what it takes and how far it is. */
export function Card({ place: { task, x, y }, palette, detail, isSelected, isDimmed, tabIndex }: CardProps) {
  const border = isSelected
    ? palette.selection
    : task.critical
      ? palette.critical
      : task.ready
        ? palette['status-done']
        : palette['card-border'];
  return (
    <g
      class="card"
      data-task={task.key}
      transform={`translate(${x} ${y})`}
      opacity={isDimmed ? 0.28 : 1}
      fill={palette.foreground}
      {...(tabIndex === undefined
        ? {}
        : {
            // A button's name would have to repeat what a card shows, word for word.
            role: 'img',
            'aria-roledescription': 'task',
            // As an attribute of SVG it is written like this.
            tabindex: tabIndex,
            'aria-label': taskSpeech(task),
            'aria-current': isSelected ? 'true' : undefined,
          })}
    >
      <g aria-hidden={tabIndex === undefined ? undefined : 'true'}>
        <rect
          width={width}
          height={height}
          rx={7}
          fill={detail === 'dots' ? statusColour(palette, task.status) : palette.card}
          stroke={border}
          stroke-width={isSelected ? 2.5 : task.critical || task.ready ? 1.6 : 1}
          stroke-dasharray={task.critical === 'maybe' && !isSelected ? '6 3' : undefined}
        />
        <path
          d={`M7 1A6 6 0 0 0 1 7V${height - 7}A6 6 0 0 0 7 ${height - 1}Z`}
          fill={statusColour(palette, task.status)}
          stroke="none"
        />
        {detail === 'full' ? <Content task={task} palette={palette} /> : null}
        {detail === 'brief' ? <Brief task={task} palette={palette} /> : null}
      </g>
    </g>
  );
}

interface ContentProps {
  readonly task: GraphTask;
  readonly palette: Palette;
}

function Content({ task, palette }: ContentProps) {
  const name = task.id ?? '';
  const badge = badgeOf(task);
  const badgeWidth = badge === null ? 0 : textWidth(badge, 11) + 14;
  const titleWidth = width - PAD * 2 - 6;
  const lines = wrap(task.title, titleWidth, 13, name === '' && badge === null ? 3 : 2);
  const isDropped = task.status === 'cancelled' || task.status === 'deferred';
  return (
    <>
      <StatusIcon status={task.status} palette={palette} x={PAD + 12} y={19} />
      <text x={PAD + 26} y={23.5} font-size={13} font-weight={600}>
        {truncate(
          name === '' ? STATUS_NAMES[task.status] : name,
          width - PAD * 2 - 34 - badgeWidth,
          13,
          true,
        )}
      </text>
      {badge === null ? null : <Badge text={badge} width={badgeWidth} palette={palette} />}
      {lines.map((line, index) => (
        <text
          key={index}
          x={PAD + 6}
          y={43 + index * 16}
          font-size={13}
          fill={isDropped ? palette.muted : palette.foreground}
          text-decoration={task.status === 'cancelled' ? 'line-through' : undefined}
        >
          {line}
        </text>
      ))}
      <Footer task={task} palette={palette} />
    </>
  );
}

/** What a reader asks first: may it be begun, or does it decide when all is done? */
function badgeOf(task: GraphTask): string | null {
  if (task.ready) return 'Ready';
  if (task.waitsFor.length > 0) return 'Waits';
  return null;
}

function Badge({ text, width: own, palette }: { text: string; width: number; palette: Palette }) {
  const colour = text === 'Ready' ? palette['status-done'] : palette.muted;
  return (
    <g transform={`translate(${width - own - 8} 10)`}>
      <rect width={own} height={18} rx={9} fill="none" stroke={colour} />
      <text x={own / 2} y={13} font-size={11} text-anchor="middle" fill={colour}>
        {text}
      </text>
    </g>
  );
}

function Footer({ task, palette }: ContentProps) {
  const { met, unmet, unrecorded } = task.criteria;
  const recorded = met + unmet;
  const y = height - 11;
  const criteria = recorded > 0 ? `${met}/${recorded}` : unrecorded > 0 ? `${unrecorded} not recorded` : '';
  const gateX = width - PAD - 6;
  const criteriaWidth = criteria === '' ? 0 : textWidth(criteria, 11.5) + (recorded > 0 ? 40 : 0);
  const criteriaX = gateX - (task.gate ? 20 : 0) - criteriaWidth;
  const effort = task.effort ?? '';
  return (
    <g font-size={11.5} fill={palette.muted}>
      {effort === '' ? null : (
        <text x={PAD + 6} y={y}>
          {truncate(effort, criteriaX - PAD - 16, 11.5)}
        </text>
      )}
      {recorded > 0 ? (
        <>
          <rect x={criteriaX} y={y - 7} width={32} height={5} rx={2.5} fill={palette.track} />
          {met > 0 ? (
            <rect
              x={criteriaX}
              y={y - 7}
              width={(32 * met) / recorded}
              height={5}
              rx={2.5}
              fill={palette['status-done']}
            />
          ) : null}
        </>
      ) : null}
      {criteria === '' ? null : (
        <text x={criteriaX + (recorded > 0 ? 38 : 0)} y={y}>
          {criteria}
        </text>
      )}
      {task.gate ? <GateMark gate={task.gate} x={gateX - 4} y={y - 4} palette={palette} /> : null}
    </g>
  );
}

interface GateMarkProps {
  readonly gate: NonNullable<GraphTask['gate']>;
  readonly x: number;
  readonly y: number;
  readonly palette: Palette;
}

/** The last run of the gates: a tick, a cross, or a bar if it is under way or incomplete; hollow if out of date. */
function GateMark({ gate, x, y, palette }: GateMarkProps) {
  const passed = gate.outcome === 'passed';
  const failed = gate.outcome === 'failed' || gate.outcome === 'errored';
  const colour = passed ? palette['status-done'] : failed ? palette.error : palette.muted;
  const mark = passed ? 'M-3 0L-0.8 2.4L3 -2.4' : failed ? 'M-2.5 -2.5L2.5 2.5M2.5 -2.5L-2.5 2.5' : 'M-3 0H3';
  return (
    <g
      transform={`translate(${x} ${y})`}
      fill="none"
      stroke={colour}
      stroke-width={1.6}
      stroke-linecap="round"
    >
      <rect
        x={-6.5}
        y={-6.5}
        width={13}
        height={13}
        rx={3}
        stroke-dasharray={gate.fresh ? undefined : '2 2'}
      />
      <path d={mark} />
    </g>
  );
}

/** What can be read when a whole plan is in sight. */
function Brief({ task, palette }: ContentProps) {
  return (
    <>
      <StatusIcon status={task.status} palette={palette} x={36} y={height / 2} radius={16} />
      <text x={64} y={height / 2 + 9} font-size={26} font-weight={600}>
        {truncate(task.id ?? task.title, width - 74, 26, true)}
      </text>
    </>
  );
}
