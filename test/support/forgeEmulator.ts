import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export interface ForgeEmulator {
  /** Address of its GitHub API, without a slash at the end. */
  readonly url: string;
  /** A token of the user `robin`, who may write to `acme/parcel-tracker`. */
  readonly token: string;
  close(): Promise<void>;
}

const token = 'test_token_robin';

/** One user and one repository, `acme/parcel-tracker`, whose default branch is `main`. */
const defaultSeed = {
  tokens: { [token]: { login: 'robin', scopes: ['repo', 'user'] } },
  github: {
    users: [{ login: 'robin', name: 'Robin Example', email: 'robin@example.com' }],
    orgs: [{ login: 'acme', name: 'Acme', members: [{ login: 'robin', role: 'admin' }] }],
    repos: [{ owner: 'acme', name: 'parcel-tracker', default_branch: 'main', auto_init: true }],
  },
};

/**
 * Starts a local, stateful GitHub API on a free port. It is laxer than GitHub: it takes any token, and a pull
 * request for a branch that does not exist. Script such answers yourself.
 */
export async function startForgeEmulator(seed: object = defaultSeed): Promise<ForgeEmulator> {
  const { ROADGATE_NODE24: node, ROADGATE_EMULATE: module } = process.env;
  if (node === undefined || module === undefined) {
    throw new Error('The forge emulator is set up by `node scripts/test.mjs unit --grep TITLE`.');
  }
  const options = { service: 'github', port: 0, seed };
  const program = `
    import { createEmulator } from ${JSON.stringify(pathToFileURL(module).href)};
    const { url } = await createEmulator(${JSON.stringify(options)});
    console.log(url);
    // Nobody needs it any longer when the pipe closes, however the tests ended.
    process.stdin.on('end', () => process.exit()).resume();`;
  const child = spawn(node, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), exited.then(() => [])]);
  const url: unknown = first[0];
  if (typeof url !== 'string') throw new Error('The forge emulator ended before it listened.');
  return {
    url,
    token,
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
