import type { GatePlan } from './plan.ts';

/**
 * Identifies what a person approves and what evidence speaks of: the exact script, the language of the
 * shell that reads it, the working directory below the workspace folder, and the variables that the project sets. The
 * same on every machine: no absolute path goes in.
 */
export function gateDigest({
  shell,
  directory,
  script,
  variables = {},
}: Pick<GatePlan, 'script' | 'shell' | 'directory' | 'variables'>): Promise<string> {
  const set = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  const known = ['roadgate-gate', 1, shell.dialect, directory, script];
  return sha256(JSON.stringify(set.length === 0 ? known : [...known, set]));
}

/** The name of a run's log: nothing of the document is in it. */
export function logName(digest: string, start: Date): string {
  return `${start.toISOString().replace(/[:.]/g, '-')}-${digest.slice(0, 12)}.log`;
}

/** SHA-256 of a text as UTF-8, in lower-case hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
