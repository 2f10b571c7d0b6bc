import { fileURLToPath } from 'node:url';
import { CodeCache, codeCacheDirectory } from './host/codeCache.ts';

// The program `roadgate`: the command line, compiled before if possible.
const cache = new CodeCache(codeCacheDirectory());
cache.load(fileURLToPath(new URL('./cliMain.cjs', import.meta.url)));
process.once('exit', () => cache.save());
