import * as z from 'zod';
import type { Forge, SharedFile } from '../forge.ts';
import { ok } from '../results.ts';
import type { GitHubClient } from './client.ts';

/**
 * Files of the repository `.github` of an owner, which hold for all of its repositories.
 * https://docs.github.com/en/communities/setting-up-your-project-for-healthy-contributions
 */
export function gitHubSharedFiles(client: GitHubClient): Required<Pick<Forge, 'sharedFiles'>> {
  return {
    sharedFiles: async (owner, choose) => {
      const shared = { owner, name: '.github' };
      const listed = await client.ask(Tree, shared, 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
        tree_sha: 'HEAD',
        recursive: '1',
      });
      if (listed.kind === 'failed') return listed;
      const blobs = new Map(listed.value.tree.flatMap(({ path, sha }) => (sha ? [[path, sha]] : [])));
      const files: SharedFile[] = [];
      for (const path of choose([...blobs.keys()])) {
        const blob = await client.ask(Blob, shared, 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
          file_sha: blobs.get(path) ?? '',
        });
        if (blob.kind === 'failed') return blob;
        files.push({ path, text: blob.value });
      }
      return ok(files);
    },
  };
}

const Tree = z.object({
  tree: z.array(
    z
      .object({ path: z.string(), type: z.string(), sha: z.string() })
      .transform(({ path, type, sha }) => ({ path, sha: type === 'blob' ? sha : null })),
  ),
});

const Blob = z.object({ content: z.string(), encoding: z.literal('base64') }).transform(({ content }) => {
  const bytes = Uint8Array.from(atob(content.replace(/\s/g, '')), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
});
