import { parentPort } from 'node:worker_threads';
import type { ReadRequest } from './readerMessages.ts';
import { answer } from './readerProcess.ts';

// The program of a thread of parserPool.ts.
parentPort?.on('message', (request: ReadRequest) => parentPort?.postMessage(answer(request)));
