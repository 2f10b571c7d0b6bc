import type { GateOutline } from '../protocol/messages.ts';
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
  readonly key: string;
  readonly name: string;
  /** What runs, and what a person is shown and approves: nothing is put into it or left out of it. */
  readonly script: string;
  readonly shell: Shell;
  /** Absolute path. */
  readonly cwd: string;
  /** The working directory relative to the workspace folder, with `/`; `.` is the folder itself. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | null>>;
  /** Milliseconds; null: no limit. */
  readonly timeout: number | null;
}

/** How to run a gate of a roadmap in its workspace folder. */
export function planGate(
  gate: Pick<GateOutline, 'key' | 'name' | 'language' | 'text'>,
  settings: GateSettings,
): GatePlan {
  const shell = shellFor(gate.language, settings);
  return {
    key: gate.key,
    name: gate.name,
    script: scriptOf(gate.text, shell.dialect),
    shell,
    cwd: settings.root,
    directory: '.',
    env: settings.env,
    timeout: settings.timeout,
  };
}
