import { render } from 'preact';
import * as z from 'zod';
import { App } from './app.tsx';

// Without this zod tries `new Function`, which the page's policy forbids.
z.config({ jitless: true });

render(<App />, document.body);
