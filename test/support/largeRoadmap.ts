import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A large real roadmap that lies beside the project; undefined where it does not. @param project its folder. */
export function largeRoadmap(project = process.cwd()): string | undefined {
  const folder = path.resolve(project, '../shared/corpus/seeds');
  try {
    const name = readdirSync(folder).find((file) => file.startsWith('002'));
    return name === undefined ? undefined : readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
