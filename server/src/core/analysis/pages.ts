/** Where the page of a rule is read. */
export function rulePage(code: string): string {
  return code === CONFIG_INVALID ? `${DOCS}/project-file.md#what-is-wrong-in-it` : `${DOCS}/rules/${code}.md`;
}

/** The code of what is wrong in the project file; no rule, since the project file cannot switch it off. */
export const CONFIG_INVALID = 'config/invalid';

const DOCS = 'https://github.com/roadgate/roadgate/blob/main/docs';
