import { parentPort } from 'node:worker_threads';
import type { ReadRequest } from './readerMessages.ts';
import { answer } from './readerProcess.ts';
import { documentCache } from './documentCache.ts';
import { type CountRequest, PlanCounter } from './planCounter.ts';

// The program of a thread of parserPool.ts and of planHistory.ts.
const counter = new PlanCounter();
const cache = documentCache();
parentPort?.on('message', (request: ReadRequest | CountRequest) =>
  parentPort?.postMessage('texts' in request ? counter.answer(request) : answer(request, cache)),
);
