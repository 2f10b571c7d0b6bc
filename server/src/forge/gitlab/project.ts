import * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import { ok } from '../results.ts';
import { type RestClient, route } from '../rest/client.ts';

/** `group/team/plans`: how GitLab names a project, before it is encoded. */
export function projectPath({ owner, name }: RepositoryName): string {
  return `${owner}/${name}`;
}

/**
 * GitLab's number of the project of `owner` that goes with `base`: itself, its fork of the same name, or its fork
 * of another name.
 */
export async function projectOf(
  client: RestClient,
  base: RepositoryName,
  owner: string,
): Promise<ForgeResult<number>> {
  const isOwn = owner.toLowerCase() === base.owner.toLowerCase();
  const named = { owner: isOwn ? base.owner : owner, name: base.name };
  const found = await client.ask(Project, { path: route`/projects/${projectPath(named)}`, about: named });
  if (found.kind === 'ok') return ok(found.value.id);
  if (isOwn || found.error.kind !== 'not-found') return found;
  const forks = await client.list(z.array(Project), {
    path: route`/projects/${projectPath(base)}/forks`,
    about: base,
  });
  if (forks.kind === 'failed') return forks;
  const isWanted = ({ namespace }: z.infer<typeof Project>): boolean =>
    namespace?.full_path.toLowerCase() === owner.toLowerCase();
  const fork = forks.value.find(isWanted);
  return fork === undefined ? found : ok(fork.id);
}

const Project = z.object({ id: z.int(), namespace: z.object({ full_path: z.string() }).optional() });
