/** What the host and the supervisor of a gate tell each other. Both ends are of the same build. */
export interface SupervisorJob {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Mark of this run, also in `env`, by which its processes are found. */
  readonly id: string;
  /** The folder with the script; removed by the supervisor if the host is gone. */
  readonly directory: string;
  /** Milliseconds between asking the processes to end and ending them. */
  readonly grace: number;
}

export type ToSupervisor = { readonly kind: 'run'; readonly job: SupervisorJob } | { readonly kind: 'stop' };

export type FromSupervisor =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'not-started'; readonly code: string }
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly signal: NodeJS.Signals | null;
      /** Milliseconds since the start. */
      readonly duration: number;
    };

/**
 * The variable that marks every process of a run: the ids of the runs it belongs to, outermost first, with
 * `:` between them. All of them end with the run; a daemon that is meant to stay (started with `setsid`)
 * is spared by emptying this variable for it.
 */
export const RUN_ID = 'ROADGATE_RUN_ID';
