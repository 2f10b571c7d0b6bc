import type { ToPage } from '../../server/src/protocol/board.ts';
import { send } from './host.ts';

type Props = Extract<ToPage, { kind: 'nothing' }>;
type Command = 'restart' | 'new' | 'explain' | 'log';

/** Says why there is nothing to see, and what can be done. */
export function Nothing({ why, path, roadmaps }: Props) {
  const { title, text, commands } = TEXTS[why](path ?? 'This document', roadmaps.length);
  return (
    <div class="nothing" role="status">
      <h2>{title}</h2>
      <p>{text}</p>
      <p>
        {commands.map((command) => (
          <button key={command} class="action" onClick={() => send({ kind: 'run', command })}>
            {COMMAND_NAMES[command]}
          </button>
        ))}
      </p>
    </div>
  );
}

const COMMAND_NAMES: Readonly<Record<Command, string>> = {
  restart: 'Restart the Language Server',
  new: 'New Roadmap',
  explain: 'Why Is This Not a Task?',
  log: 'Show Log',
};

interface Told {
  readonly title: string;
  readonly text: string;
  readonly commands: readonly Command[];
}

const TEXTS: Readonly<Record<Props['why'], (path: string, roadmaps: number) => Told>> = {
  loading: () => ({
    title: 'Reading…',
    text: 'The roadmaps of this workspace are being read.',
    commands: [],
  }),
  'no-roadmaps': () => ({
    title: 'No roadmap yet',
    text: 'The board shows Markdown that lists work: phases, tasks, check boxes, issue lists. This workspace has none.',
    commands: ['new'],
  }),
  'not-a-roadmap': (path, roadmaps) => ({
    title: `${path} is no roadmap`,
    text:
      roadmaps > 0
        ? 'It lists no work that Roadgate could show. Choose another document above.'
        : 'It lists no work that Roadgate could show.',
    commands: ['explain'],
  }),
  failed: () => ({
    title: 'The language server is not running',
    text: 'The board shows what the server reads. The log says what went wrong.',
    commands: ['restart', 'log'],
  }),
};
