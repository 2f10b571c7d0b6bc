import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

/**
 * The variables of a `.env` file; none if there is no such file. The file may come with a branch, so variables that
 * decide which programs run, or what they load, are left out.
 */
export async function readEnvFile(file: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(text.replace(/^\uFEFF/, '')))) {
    if (value !== undefined && !DECIDES.test(name)) variables[name] = value;
  }
  return variables;
}

const DECIDES =
  /^(?:PATH|PATHEXT|COMSPEC|SHELL|HOME|USERPROFILE|IFS|ENV|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|ZDOTDIR|NODE_OPTIONS|NODE_PATH|PYTHON\w*|PERL5?\w*|RUBY(?:OPT|LIB)|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|EDITOR|PAGER|(?:BASH|LD|DYLD|GIT|NPM_CONFIG|ROADGATE)_.*)$/i;
