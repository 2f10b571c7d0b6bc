import type { Fault } from './issueServer.ts';

export interface FaultKind {
  readonly name: string;
  readonly fault: Fault;
  /** What is said of it. */
  readonly message: RegExp;
}

/** Each way in which a forge fails. */
export const FAULTS: readonly FaultKind[] = [
  { name: '401', fault: answer(401, 'Bad credentials'), message: /sign in again/ },
  { name: '403', fault: answer(403, 'Resource not accessible'), message: /write access/ },
  {
    name: '403 with retry-after',
    fault: answer(403, 'Slow down', { 'retry-after': '2' }),
    message: /asks to wait/,
  },
  { name: '404', fault: answer(404, 'Not Found'), message: /has no acme\/parcel-tracker/ },
  { name: '409', fault: answer(409, 'Conflict'), message: /status 409/ },
  { name: '422', fault: answer(422, 'Validation Failed'), message: /did not accept/ },
  { name: '500', fault: answer(500, 'Oops'), message: /status 500/ },
  { name: '503', fault: answer(503, 'Busy'), message: /status 503/ },
  {
    name: 'a cut connection before',
    fault: { kind: 'drop', performed: false },
    message: /could not be reached/,
  },
  {
    name: 'a cut connection after',
    fault: { kind: 'drop', performed: true },
    message: /could not be reached/,
  },
  { name: 'a late answer', fault: { kind: 'delay', milliseconds: 5 }, message: /^$/ },
];

function answer(status: number, message: string, headers?: Record<string, string>): Fault {
  return { kind: 'answer', status, body: { message }, ...(headers === undefined ? {} : { headers }) };
}
