import stripAnsi from 'strip-ansi';

/**
 * A program's output as plain text for reports: without colours and cursor movements, each line as a
 * terminal would show it after the last carriage return, other control characters dropped.
 */
export function plainText(output: string): string {
  return stripAnsi(output)
    .split(/\r*\n/)
    .map((line) => line.replace(/\r+$/, '').replace(/^.*\r/s, ''))
    .join('\n')
    .replace(CONTROLS, '');
}

/** The end of a text: its last whole lines that fit into `limit` UTF-16 units, or the end of the last one. */
export function tailOf(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.slice(-limit);
  if (text[text.length - limit - 1] === '\n') return end;
  const newline = end.indexOf('\n');
  const whole = newline < 0 || newline === end.length - 1 ? end : end.slice(newline + 1);
  // The cut may have split a surrogate pair.
  return whole.replace(/^[\uDC00-\uDFFF]/, '');
}

/** Replaces the values of variables that hold secrets, going by their names, wherever they occur. */
export function maskSecrets(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return secretValues(env).reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}

/** Longest first, so that a secret that contains another is masked whole. */
function secretValues(env: Readonly<Record<string, string | undefined>>): string[] {
  const values = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && SECRET_NAME.test(name) ? value.split(/\r?\n/) : [],
  );
  const secrets = values.map((value) => value.trim()).filter((value) => value.length >= SHORTEST_SECRET);
  return [...new Set(secrets)].sort((a, b) => b.length - a.length);
}

/** Shorter values (`true`, `none`) would mask ordinary words. */
const SHORTEST_SECRET = 8;
const SECRET_NAME =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PAT|CREDENTIALS?|KEY|DSN)(?:$|_)|_(?:PWD|AUTH)$|(?:TOKEN|SECRET|PASSWORD|APIKEY)$/i;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
