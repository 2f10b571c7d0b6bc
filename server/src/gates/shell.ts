/** The command languages a gate can be written in. `sh` stands for every POSIX shell (dash, ash, ksh). */
export type Dialect = 'bash' | 'zsh' | 'sh' | 'pwsh' | 'powershell' | 'cmd';

export interface Shell {
  readonly dialect: Dialect;
  /** A name that is looked up on the PATH, or an absolute path. */
  readonly executable: string;
}

/** What decides which shell runs a gate. None of it may come from a workspace. */
export interface ShellSettings {
  readonly platform: NodeJS.Platform;
  /** The shell for gates that name no language; null or empty: the user's own. */
  readonly shell: string | null;
  /** The user's login shell (`$SHELL`); null where there is none. */
  readonly userShell: string | null;
}

/**
 * The shell for a fence's language: its own one, or for inline code, bare fences and languages that only
 * say "a shell" the configured one, then the user's.
 *
 * A configured shell that speaks the fence's language is used for it (`/opt/bin/bash` for `bash`).
 */
export function shellFor(language: string | null, settings: ShellSettings): Shell {
  const standard = defaultShell(settings);
  const dialect = dialectOfLanguage(language, settings.platform);
  if (dialect === undefined || dialect === standard.dialect) return standard;
  return { dialect, executable: dialect };
}

/** The language that a shell's executable speaks; undefined for one that Roadgate does not know. */
export function dialectOf(executable: string): Dialect | undefined {
  const name = executable
    .replace(/^.*[/\\]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  return DIALECT_OF_EXECUTABLE.get(name);
}

/** Whether a shell of this dialect tells on which line of a script a command failed. */
export function reportsLines(dialect: Dialect): boolean {
  return dialect === 'bash' || dialect === 'zsh';
}

function defaultShell({ platform, shell, userShell }: ShellSettings): Shell {
  for (const executable of [shell, userShell]) {
    const dialect = executable ? dialectOf(executable) : undefined;
    if (executable && dialect !== undefined) return { dialect, executable };
  }
  return platform === 'win32'
    ? { dialect: 'powershell', executable: 'powershell' }
    : { dialect: 'sh', executable: 'sh' };
}

function dialectOfLanguage(language: string | null, platform: NodeJS.Platform): Dialect | undefined {
  switch (language?.toLowerCase() ?? '') {
    case 'bash':
      return 'bash';
    case 'zsh':
      return 'zsh';
    case 'sh':
    case 'ksh':
      return 'sh';
    case 'pwsh':
      return 'pwsh';
    case 'powershell':
    case 'ps1':
      return platform === 'win32' ? 'powershell' : 'pwsh';
    case 'cmd':
    case 'bat':
    case 'batch':
      return 'cmd';
    default:
      return undefined;
  }
}

const DIALECT_OF_EXECUTABLE: ReadonlyMap<string, Dialect> = new Map([
  ['bash', 'bash'],
  ['zsh', 'zsh'],
  ['sh', 'sh'],
  ['dash', 'sh'],
  ['ash', 'sh'],
  ['ksh', 'sh'],
  ['mksh', 'sh'],
  ['pwsh', 'pwsh'],
  ['powershell', 'powershell'],
  ['cmd', 'cmd'],
]);
