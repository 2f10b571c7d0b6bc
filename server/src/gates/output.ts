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

/**
 * The same for output as it comes, where a secret may arrive in pieces: what may be the beginning of one is held
 * back until it is known.
 */
export class SecretMask {
  readonly #secrets: readonly string[];
  #held = '';

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#secrets = secretValues(env);
  }

  /** What may be shown by now. */
  push(text: string): string {
    if (this.#secrets.length === 0) return text;
    const all = mask(this.#held + text, this.#secrets);
    const held = this.#secrets.reduce((longest, secret) => Math.max(longest, beginning(all, secret)), 0);
    this.#held = all.slice(all.length - held);
    return all.slice(0, all.length - held);
  }

  /** The rest, when no more comes. */
  finish(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

/** How many characters at the end of a text are the beginning of `secret`, but not all of it. */
function beginning(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** Replaces the values of variables that hold secrets, going by their names, wherever they occur. */
export function maskSecrets(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return mask(text, secretValues(env));
}

function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
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
