import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { decidesWhatRuns } from '../core/environment.ts';

/**
 * The variables of a `.env` file; none if there is no such file. The file may come with a branch, so variables that
 * decide which programs run, or what they load, are left out.
 */
export async function readEnvFile(file: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(text.replace(/^\uFEFF/, '')))) {
    if (value !== undefined && !decidesWhatRuns(name)) variables[name] = value;
  }
  return variables;
}
