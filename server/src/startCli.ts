import { fileURLToPath } from 'node:url';
import { cacheFolder } from './host/cacheFolder.ts';
import { CodeCache } from './host/codeCache.ts';
import { setUpEngine } from './host/engine.ts';

// The program `roadgate`: the command line, compiled before if possible.
setUpEngine();
const cache = new CodeCache(cacheFolder('code'));
cache.load(fileURLToPath(new URL('./cliMain.cjs', import.meta.url)));
process.once('exit', () => cache.save());
