import { connect, endpointFor } from '../../../server/src/forge/connect.ts';
import type { Connect } from '../../../server/src/forge/openPullRequest.ts';
import type { TokenSource } from '../forge/accounts.ts';
import { readText } from '../settings.ts';
import type { ForgeRepository } from '../../../server/src/forge/remote.ts';

/** Whether there is an adapter for the repository's forge, given an account. */
export function canConnect(repository: ForgeRepository): boolean {
  return endpointFor(repository, configuredAddresses()) !== undefined;
}

/**
 * The forge of a repository in a window, for something that a person does: where the forge refuses the sign-in, it is
 * asked for again.
 * @param interactive whether it is asked for where there is none.
 * @param scopes of GitHub that this takes besides the usual one.
 */
export function connectFor(
  token: TokenSource,
  interactive: boolean,
  scopes: readonly string[] = [],
): Connect {
  return (repository) =>
    connect(repository, {
      addresses: configuredAddresses(),
      token: () => token(repository, { interactive, scopes }),
      renew: (_, refused) => token(repository, { interactive: true, refused, scopes }),
    });
}

/** The forge of a repository with the account that is there; nobody is asked for anything. */
export function connectSilently(token: TokenSource): Connect {
  return (repository) =>
    connect(repository, {
      addresses: configuredAddresses(),
      token: () => token(repository, { interactive: false }),
    });
}

/** The setting is of machine scope: a workspace cannot send a token anywhere. */
function configuredAddresses(): readonly string[] {
  return readText('forge.apiUrl')
    .split(/[\s,]+/)
    .filter((address) => address !== '');
}
