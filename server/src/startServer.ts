import { fileURLToPath } from 'node:url';
import { CodeCache, codeCacheDirectory } from './host/codeCache.ts';

// The program that editors start: the language server, compiled before if possible.
const cache = new CodeCache(codeCacheDirectory());
cache.load(fileURLToPath(new URL('./serverMain.cjs', import.meta.url)));

/** Milliseconds until the first documents were read: what that compiled is worth keeping, too. */
const STARTED = 15_000;
setTimeout(() => cache.save(), STARTED).unref();
process.once('exit', () => cache.save());
