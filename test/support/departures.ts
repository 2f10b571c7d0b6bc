import { Departures, type Departure } from '../../server/src/core/history/departures.ts';
import { RepositoryPaths } from '../../server/src/core/history/repositoryPaths.ts';

/**
 * Departures as lines, the newest first: `src/a.ts -> src/b.ts` for a move (`-60->`: 60 % alike, else all),
 * `src/a.ts` for a deletion. Line n is the commit `nnnnnnn…` of the nth of May.
 */
export function departuresFrom(lines: readonly string[], paths = new RepositoryPaths()): Departures {
  const events = new Map<string, Departure>();
  for (const [index, line] of lines.entries()) {
    const [, from = line, alike = '100', to] = /^(.+?) -(\d*)-?> (.+)$/.exec(line) ?? [];
    const number = String(index + 1);
    const commit = {
      id: number.repeat(40).slice(0, 40),
      date: `2025-05-${number.padStart(2, '0')}`,
      time: Date.UTC(2025, 4, index + 1) / 1000,
      subject: `Change ${number}`,
    };
    if (!events.has(from))
      events.set(from, { commit, to, alike: to === undefined ? 0 : Number(alike || 100) });
  }
  return new Departures(events, paths);
}
