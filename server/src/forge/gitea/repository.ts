import * as z from 'zod';
import type { ForgeResult, RepositoryName } from '../forge.ts';
import { type RestClient, route } from '../rest/client.ts';
import { fail, ok } from '../results.ts';

/** The address of a repository below that of the API. */
export function repositoryPath({ owner, name }: RepositoryName): string {
  return route`/repos/${owner}/${name}`;
}

const KnownLabels = z.array(z.object({ id: z.int(), name: z.string() }));

/** Labels go by number here. One that the repository has not is an error of kind `invalid`. */
export async function labelIds(
  client: RestClient,
  about: RepositoryName,
  names: readonly string[],
): Promise<ForgeResult<readonly number[]>> {
  if (names.length === 0) return ok([]);
  const known = await client.list(KnownLabels, { path: `${repositoryPath(about)}/labels`, about });
  if (known.kind === 'failed') return known;
  const ids = new Map(known.value.map(({ id, name }) => [name, id]));
  const missing = names.find((name) => !ids.has(name));
  if (missing !== undefined) return unknown(about, 'label', missing);
  return ok(names.flatMap((name) => ids.get(name) ?? []));
}

export function unknown<T>({ owner, name }: RepositoryName, what: string, title: string): ForgeResult<T> {
  return fail('invalid', `${owner}/${name} has no ${what} "${title}": create it, or leave it out.`);
}
