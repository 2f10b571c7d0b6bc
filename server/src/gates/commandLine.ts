/**
 * A program and its arguments as one line for the shell of a terminal. For words that this program made (the path of
 * a shell, of a script): text of a document is never among them.
 * @param shell the terminal's shell, as VS Code names it or as a path; unknown ones are taken for POSIX shells.
 */
export function commandLine(words: readonly string[], shell: string): string {
  const name = shell
    .replace(/^.*[/\\]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  if (name === 'cmd') return words.map((word) => quoteUnlessPlain(word, (text) => `"${text}"`)).join(' ');
  if (name !== 'pwsh' && name !== 'powershell')
    return words.map((word) => quoteUnlessPlain(word, quotePosix)).join(' ');
  const [program = '', ...rest] = words.map((word) => quoteUnlessPlain(word, quotePowerShell));
  // A text in quotes is a value there, until it is called.
  return [program.startsWith("'") ? `& ${program}` : program, ...rest].join(' ');
}

function quoteUnlessPlain(word: string, quote: (word: string) => string): string {
  return /^[\w./:=@+-]+$/.test(word) ? word : quote(word);
}

/** Also right in fish, which knows no other escapes between quotes. */
function quotePosix(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function quotePowerShell(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}
