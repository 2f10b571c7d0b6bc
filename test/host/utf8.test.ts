import assert from 'node:assert/strict';
import { findInvalidUtf8 } from '../../server/src/host/utf8.ts';

describe('invalid UTF-8', () => {
  for (const [name, bytes, line] of [
    ['is not in text', Buffer.from('\ufeffé\r\n✅\n'), undefined],
    ['is not in no bytes at all', Buffer.of(), undefined],
    ['is a byte of Latin-1', Buffer.of(0x61, 0x0a, 0xe9, 0x0a), 2],
    ['is a character cut off at the end', Buffer.of(0x61, 0xe2, 0x9c), 1],
    ['is a character cut off by a line end', Buffer.of(0x0d, 0x0d, 0x0a, 0xe2, 0x0a, 0x9c, 0x85), 3],
    ['is UTF-16', Buffer.from('\ufeffa', 'utf16le'), 1],
    ['is an overlong form', Buffer.of(0x0d, 0xc0, 0xaf), 2],
    ['is a surrogate', Buffer.of(0xed, 0xa0, 0x80), 1],
  ] as const)
    it(name, () => assert.equal(findInvalidUtf8(bytes), line));
});
