import * as vscode from 'vscode';
import type { ForgeRepository } from '../../../server/src/forge/remote.ts';

/** A token for the forge of a repository; undefined without an account. */
export type TokenSource = (repository: ForgeRepository, how: SignIn) => Promise<string | undefined>;

export interface SignIn {
  /** Whether somebody is asked where there is no account. */
  readonly interactive: boolean;
  /** A token that the forge did not accept: it is forgotten, and another one asked for. */
  readonly refused?: string;
  /** Scopes of GitHub that this takes besides the usual one. */
  readonly scopes?: readonly string[];
}

/** What GitHub wants for reading and changing projects. */
export const PROJECT_SCOPE = 'project';

/**
 * Who people are at their forges. For GitHub, and for the GitHub Enterprise that VS Code is set up for, these are
 * VS Code's own accounts; for every other host a token that somebody entered for exactly that host, kept by the
 * secret storage of the machine.
 */
export class ForgeAccounts {
  readonly #secrets: vscode.SecretStorage;
  readonly #state: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;

  constructor({ secrets, globalState }: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#secrets = secrets;
    this.#state = globalState;
    this.#log = log;
  }

  readonly token: TokenSource = async (repository, how) => {
    const { interactive, refused } = how;
    const provider = providerFor(repository);
    if (provider !== undefined) return this.#sessionToken(provider, repository, how);
    const host = hostOf(repository);
    const stored = await this.#secrets.get(keyOf(host));
    const isRefused = stored !== undefined && stored === refused;
    // Whoever turns away from the question is asked again the next time.
    if (isRefused) await this.forget(host);
    else if (stored !== undefined || !interactive) return stored;
    const entered = await askForToken(repository, isRefused);
    if (entered !== undefined) await this.#keep(host, entered);
    return entered;
  };

  /** Forgets the token of a host that a person picks. */
  async signOut(): Promise<void> {
    const hosts = this.#hosts;
    if (hosts.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Roadgate keeps no token. Your GitHub account is signed out in the Accounts menu of the Activity Bar.',
        ),
      );
      return;
    }
    const host = await vscode.window.showQuickPick(hosts, {
      title: vscode.l10n.t('Sign Out of Forge'),
      placeHolder: vscode.l10n.t('The token of this host is forgotten here. At the forge it stays valid.'),
    });
    if (host !== undefined) await this.forget(host);
  }

  async forget(host: string): Promise<void> {
    await this.#secrets.delete(keyOf(host));
    await this.#state.update(
      HOSTS,
      this.#hosts.filter((other) => other !== host),
    );
    this.#log.info(`Signed out of ${host}`);
  }

  async #keep(host: string, token: string): Promise<void> {
    await this.#secrets.store(keyOf(host), token);
    await this.#state.update(HOSTS, [...new Set([...this.#hosts, host])].sort());
    this.#log.info(`Signed in to ${host} with a token`);
  }

  /** The scope is what pushing to, and pull requests and issues in, private repositories need. */
  async #sessionToken(provider: string, { host }: ForgeRepository, how: SignIn): Promise<string | undefined> {
    const options = sessionOptions(host, how);
    try {
      const session = await vscode.authentication.getSession(
        provider,
        ['repo', ...(how.scopes ?? [])],
        options,
      );
      return session?.accessToken;
    } catch (error) {
      // A person who declines to sign in, and an editor without such accounts, look the same from here.
      this.#log.info(`No sign-in at ${host}: ${error instanceof Error ? error.message : 'declined'}`);
      return undefined;
    }
  }

  get #hosts(): readonly string[] {
    return this.#state.get<readonly string[]>(HOSTS, []);
  }
}

function sessionOptions(
  host: string,
  { interactive, refused }: SignIn,
): vscode.AuthenticationGetSessionOptions {
  if (!interactive) return { silent: true };
  if (refused === undefined) return { createIfNone: true };
  const detail = vscode.l10n.t('{0} did not accept the sign-in that this window has.', host);
  return { forceNewSession: { detail } };
}

/** The names of hosts are no secret, and the secret storage cannot be listed. */
const HOSTS = 'roadgate.forge.hosts';

function keyOf(host: string): string {
  return `roadgate.forge.token:${host}`;
}

/** With its port, if it has an unusual one: another port may be another server. */
function hostOf({ webUrl }: ForgeRepository): string {
  return new URL(webUrl).host;
}

/** Which of VS Code's accounts belongs to exactly this host; undefined: none. */
function providerFor({ host }: ForgeRepository): string | undefined {
  if (host === 'github.com') return 'github';
  // The workspace's own settings may say anything.
  const uri =
    vscode.workspace.getConfiguration('github-enterprise').inspect<string>('uri')?.globalValue ?? '';
  return URL.canParse(uri) && new URL(uri).hostname === host ? 'github-enterprise' : undefined;
}

/** The page where a token is made, and the scopes that it needs. */
function tokenPage({ kind, webUrl }: ForgeRepository): { readonly url: string; readonly scopes: string } {
  const { origin } = new URL(webUrl);
  switch (kind) {
    case 'gitlab':
      return {
        url: `${origin}/-/user_settings/personal_access_tokens?name=Roadgate&scopes=api`,
        scopes: 'api',
      };
    case 'github':
      return { url: `${origin}/settings/tokens/new?scopes=repo&description=Roadgate`, scopes: 'repo' };
    case 'gitea':
    case 'bitbucket':
    case 'bitbucket-server':
    case 'azure-devops':
    case 'unknown':
      return {
        url: `${origin}/user/settings/applications`,
        scopes: 'repository: write, issue: write, user: read',
      };
  }
}

/** Asks once; undefined if the person turns away. The token is shown nowhere. */
function askForToken(repository: ForgeRepository, isRefused: boolean): Promise<string | undefined> {
  const { url, scopes } = tokenPage(repository);
  const open: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Make a Token in the Browser'),
  };
  const input = vscode.window.createInputBox();
  input.title = vscode.l10n.t('Sign In to {0}', hostOf(repository));
  input.prompt = vscode.l10n.t(
    'A personal access token with the scopes {0}. It is kept in the secret storage of this machine and sent to this host alone. The button above opens the page where it is made.',
    scopes,
  );
  input.placeholder = vscode.l10n.t('Token');
  if (isRefused) {
    input.validationMessage = vscode.l10n.t(
      '{0} did not accept the token, so it was forgotten here: enter another one.',
      hostOf(repository),
    );
  }
  input.password = true;
  input.ignoreFocusOut = true;
  input.buttons = [open];
  return new Promise((resolve) => {
    input.onDidTriggerButton(() => void vscode.env.openExternal(vscode.Uri.parse(url, true)));
    input.onDidChangeValue(() => (input.validationMessage = undefined));
    input.onDidAccept(() => {
      const token = input.value.trim();
      if (!/^[\x21-\x7e]{8,}$/.test(token)) {
        input.validationMessage = vscode.l10n.t('This is no token: copy the whole of it, without spaces.');
        return;
      }
      resolve(token);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
