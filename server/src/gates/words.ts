/** How long ago something was, as people say it: `just now`, `2 min ago`, `3 d ago`. */
export function agePhrase(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  // Clocks of two machines differ by a little.
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}

/** `0.4 s`, `3.1 s`, `2 min 5 s`, `1 h 12 min`. */
export function durationPhrase(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What of a result is told: when, at which commit, how long it took, and whether it still holds. */
export interface ToldResult {
  /** Milliseconds since the run began. */
  readonly age: number;
  /** Abbreviated; null outside a repository. */
  readonly commit: string | null;
  /** Milliseconds. */
  readonly duration: number;
  readonly fresh: boolean;
}

/** `2 min ago at 4f26a87, 3.1 s`, and `(stale)` where it no longer speaks of what is there. */
export function circumstances({ age, commit, duration, fresh }: ToldResult): string {
  const place = commit === null ? '' : ` at ${commit}`;
  return `${agePhrase(age)}${place}, ${durationPhrase(duration)}${fresh ? '' : ' (stale)'}`;
}

/** ` in api (the package.json of the task's files)`; empty for the workspace folder itself, if nothing is to say of it. */
export function placePhrase(directory: string | undefined, reason: string | undefined): string {
  const isRoot = directory === undefined || directory === '.';
  if (isRoot && reason === undefined) return '';
  return ` in ${isRoot ? 'the workspace folder' : directory}${reason === undefined ? '' : ` (${reason})`}`;
}
