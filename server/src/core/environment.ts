/**
 * Whether a variable decides which programs run, or what they load: one that comes with a repository must not be set by it.
 */
export function decidesWhatRuns(name: string): boolean {
  return DECIDES.test(name);
}

const DECIDES =
  /^(?:PATH|PATHEXT|COMSPEC|SHELL|HOME|USERPROFILE|IFS|ENV|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|ZDOTDIR|NODE_OPTIONS|NODE_PATH|PYTHON\w*|PERL5?\w*|RUBY(?:OPT|LIB)|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|EDITOR|PAGER|(?:BASH|LD|DYLD|GIT|NPM_CONFIG|ROADGATE)_.*)$/i;
