import Mocha from 'mocha';
import { record } from './record.ts';

/** Mocha's `spec` reporter, which also records the run in the file that `ROADGATE_RECORD` names. */
export default class RecordingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['ROADGATE_RECORD'];
    if (file !== undefined) record(runner, file);
  }
}
