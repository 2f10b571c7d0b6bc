/** Why a push did not arrive, told apart by what git says. */
export type PushFailureKind =
  'non-fast-forward' | 'protected' | 'hook' | 'permission' | 'not-found' | 'network' | 'other';

export interface PushFailure {
  readonly kind: PushFailureKind;
  /** One sentence that says what to do. */
  readonly message: string;
}

/** Explains the output (in English) of a `git push` that failed. The message never holds credentials. */
export function explainPushFailure(output: string, remote: string, branch: string): PushFailure {
  const said = withoutCredentials(output);
  const kind = SIGNS.find(([, sign]) => sign.test(said))?.[0] ?? 'other';
  return { kind, message: describe(kind, said, `"${remote}"`, `"${branch}"`) };
}

/** Takes user names, passwords and tokens out of URLs. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@]*@/gi, '$1');
}

/** In the order in which they count: a hook's own words may mention anything. */
const SIGNS: readonly (readonly [PushFailureKind, RegExp])[] = [
  ['protected', /\bGH006\b|\bGH013\b|protected branch/i],
  ['hook', /hook declined|pre-receive hook|\bpre-push\b/i],
  ['non-fast-forward', /\[rejected\]|non-fast-forward|fetch first|stale info/i],
  [
    'permission',
    /permission denied|access denied|permission to \S+ denied|authentication failed|invalid (?:username|credentials)|could not read (?:username|password)|terminal prompts disabled|host key verification failed|error: 40[13]|not allowed to push|insufficient permission|unpacker error/i,
  ],
  [
    'not-found',
    /repository not found|project you were looking for could not be found|does not appear to be a git repository|error: 404|repository '[^']*' not found/i,
  ],
  [
    'network',
    /could not resolve|connection (?:refused|timed out|reset)|network is unreachable|operation timed out|failed to connect|couldn't connect|no route to host|unexpected disconnect|early eof|unable to access/i,
  ],
];

function describe(kind: PushFailureKind, said: string, remote: string, branch: string): string {
  switch (kind) {
    case 'non-fast-forward':
      return `${remote} has commits on ${branch} that are not here: pull or rebase ${branch}, then try again.`;
    case 'protected':
      return `${remote} protects ${branch} against pushes${quote(said)}: use another branch, or ask who administers the repository.`;
    case 'hook':
      return `A hook declined the push to ${remote}${quote(said)}: change what it objects to, then try again.`;
    case 'permission':
      return `${remote} did not let this account push${quote(said)}: sign in with an account that has write access, or push to a fork.`;
    case 'not-found':
      return `${remote} leads to no repository that this account may see: check its URL with \`git remote -v\`.`;
    case 'network':
      return `${remote} could not be reached${quote(said)}: check the network and try again.`;
    case 'other':
      return `The push of ${branch} to ${remote} failed${quote(said)}.`;
  }
}

/** The line that says most: what the other side wrote, else the first error. */
function quote(said: string): string {
  const lines = said
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const told = lines
    .filter((line) => /^remote:/i.test(line))
    .map((line) => line.replace(/^remote:\s*/i, '').replace(/^error:\s*/i, ''))
    .find((line) => line !== '');
  const error = lines.find((line) => /^(?:fatal|error):|permission|denied/i.test(line));
  const line = told ?? error?.replace(/^(?:fatal|error):\s*/i, '') ?? lines.at(-1);
  return line === undefined ? '' : ` (${line.replace(/[.:]+$/, '').slice(0, LONGEST_QUOTE)})`;
}

const LONGEST_QUOTE = 200;
