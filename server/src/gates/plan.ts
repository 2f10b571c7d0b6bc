import type { GateOutline } from '../protocol/outline.ts';
import type { Coverage } from './coverage.ts';
import { expectationProblem } from './expect.ts';
import { scriptOf } from './script.ts';
import { shellFor, type Shell, type ShellSettings } from './shell.ts';

/** Everything that decides how gates run. Apart from the folder, none of it may come from a workspace. */
export interface GateSettings extends ShellSettings {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Variables on top of the environment of the host; null removes one. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Milliseconds; null: no limit. */
  readonly timeout: number | null;
}

/** One gate, ready to be shown, approved and run. */
export interface GatePlan {
  readonly name: string;
  /** What runs, and what a person is shown and approves: nothing is put into it or left out of it. */
  readonly script: string;
  readonly shell: Shell;
  /** Absolute path of the workspace folder, which `cwd` may not leave. */
  readonly root: string;
  /** Absolute path. */
  readonly cwd: string;
  /** The working directory relative to the workspace folder, with `/`; `.` is the folder itself. */
  readonly directory: string;
  /** The files that its result speaks of. */
  readonly coverage: Coverage;
  readonly env: Readonly<Record<string, string | null>>;
  /** Those of `env` that come with the project: a person approves them with the script. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Milliseconds; null: no limit. */
  readonly timeout: number | null;
  /** Why it runs in its directory where its text does not say so, as a phrase. */
  readonly directoryReason?: string;
  /** Why it cannot run, as a sentence. */
  readonly problem: string | undefined;
}

type PlaceOutline = Pick<GateOutline, 'cwd' | 'cwdReason' | 'timeout' | 'env' | 'problem'> & {
  readonly covers?: readonly string[] | undefined;
};

/** How to run a gate of a roadmap in its workspace folder. */
export function planGate(
  gate: Pick<GateOutline, 'name' | 'language' | 'text'> & Partial<PlaceOutline>,
  settings: GateSettings,
): GatePlan {
  const shell = shellFor(gate.language, settings);
  const segments = segmentsWithin(gate.cwd ?? '.');
  const directory = segments.join('/') || '.';
  const root = settings.root.replace(/(?<=.)[/\\]+$/, '');
  const script = scriptOf(gate.text, shell.dialect);
  return {
    root,
    name: gate.name,
    script,
    shell,
    cwd: [root, ...segments].join('/'),
    directory,
    coverage: { directory, globs: gate.covers ?? [] },
    env: { ...gate.env, ...settings.env },
    ...(gate.env === undefined ? {} : { variables: gate.env }),
    ...(gate.cwdReason === undefined ? {} : { directoryReason: gate.cwdReason }),
    timeout: gate.timeout ?? settings.timeout,
    problem: gate.problem ?? expectationProblem(script, shell.dialect),
  };
}

/** The folders on the way down to a path; a path that leads out of where it starts stays there. */
function segmentsWithin(path: string): readonly string[] {
  const segments: string[] = [];
  for (const segment of path.split(/[/\\]/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}
