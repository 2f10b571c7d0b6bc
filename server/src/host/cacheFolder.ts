import os from 'node:os';
import path from 'node:path';

/** Where programs of this user keep what they can make again, in a folder of ours; undefined if that is not known. */
export function cacheFolder(
  kind: 'code' | 'documents' | 'history' | 'reports',
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = os.homedir(),
): string | undefined {
  const base =
    platform === 'win32'
      ? env['LOCALAPPDATA']
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : (env['XDG_CACHE_HOME'] ?? path.join(home, '.cache'));
  return base !== undefined && path.isAbsolute(base) ? path.join(base, 'roadgate', kind) : undefined;
}
