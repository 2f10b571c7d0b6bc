import * as vscode from 'vscode';
import { connect, endpointFor } from '../../../server/src/forge/connect.ts';
import type { Connect } from '../../../server/src/forge/openPullRequest.ts';
import type { ForgeRepository } from '../../../server/src/forge/remote.ts';

/** Whether there is an adapter for the repository's forge, given an account. */
export function canConnect(repository: ForgeRepository): boolean {
  return endpointFor(repository, configuredAddresses()) !== undefined;
}

/** The forge of a repository in a window; the token must belong to the repository's host. */
export function connectWith(token: (repository: ForgeRepository) => Promise<string | undefined>): Connect {
  return (repository) => connect(repository, { addresses: configuredAddresses(), token });
}

/** The setting is of machine scope: a workspace cannot send a token anywhere. */
function configuredAddresses(): readonly string[] {
  const configured = vscode.workspace.getConfiguration('roadgate.forge').get('apiUrl', '');
  return configured.split(/[\s,]+/).filter((address) => address !== '');
}
