/** A single-byte code page by which UTF-8 is often misread. */
export interface CodePage {
  /** As people know it. */
  readonly name: string;
  /** The characters of the bytes 80 to FF; where the page has none, the control character of that number. */
  readonly high: string;
}

export const WINDOWS_1252: CodePage = {
  name: 'Windows-1252',
  high:
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' +
    '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß' +
    'àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
};

export const WINDOWS_1254: CodePage = {
  name: 'Windows-1254',
  high:
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008d\u008e\u008f\u0090‘’“”•–—˜™š›œ\u009d\u009eŸ' +
    '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß' +
    'àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ',
};

export const IBM_437: CodePage = {
  name: 'code page 437',
  high:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
    'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
    'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
};

export const IBM_850: CodePage = {
  name: 'code page 850',
  high:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
    'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

export const MAC_ROMAN: CodePage = {
  name: 'Mac Roman',
  high:
    'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü' +
    '†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø' +
    '¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ' +
    '‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ',
};

/** All bytes from 80 on as the characters of the same number. */
export const LATIN_1: CodePage = {
  name: 'ISO 8859-1',
  high: String.fromCharCode(...Array.from({ length: 128 }, (_, index) => 0x80 + index)),
};

/** What the UTF-8 bytes of a text look like to a reader who takes them for text of that page. */
export function misread(text: string, page: CodePage): string {
  let result = '';
  for (const byte of toUtf8(text))
    result += byte < 0x80 ? String.fromCharCode(byte) : page.high.charAt(byte - 0x80);
  return result;
}

/** The UTF-8 bytes of a text without lone surrogates. */
function toUtf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const tail = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const lead = [0, 0xc0, 0xe0, 0xf0][tail] ?? 0;
    bytes.push(lead | (code >> (6 * tail)));
    for (let shift = tail - 1; shift >= 0; shift--) bytes.push(0x80 | ((code >> (6 * shift)) & 0x3f));
  }
  return bytes;
}

/** The character of two to four UTF-8 bytes of the right form; undefined if no character has them. */
export function fromUtf8(bytes: readonly number[]): string | undefined {
  const [lead = 0, ...tail] = bytes;
  const code = tail.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), lead & (0x3f >> tail.length));
  const isOverlong = code < ([0, 0x80, 0x800, 0x10000][tail.length] ?? 0);
  const isSurrogate = code >= 0xd800 && code < 0xe000;
  return isOverlong || isSurrogate || code > 0x10ffff ? undefined : String.fromCodePoint(code);
}
