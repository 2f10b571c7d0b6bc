import { fileURLToPath } from 'node:url';
import { cacheFolder } from './host/cacheFolder.ts';
import { CodeCache } from './host/codeCache.ts';
import { limitHeap, setUpEngine } from './host/engine.ts';

// The program that editors start: the language server, compiled before if possible.
setUpEngine();
limitHeap();
const cache = new CodeCache(cacheFolder('code'));
cache.load(fileURLToPath(new URL('./serverMain.cjs', import.meta.url)));

/** Milliseconds until the first documents were read: what that compiled is worth keeping, too. */
const STARTED = 15_000;
setTimeout(() => cache.save(), STARTED).unref();
process.once('exit', () => cache.save());
