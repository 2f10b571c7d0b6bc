/** The program of a worker as text; see `scripts/build.mjs`. */
declare module '*?worker' {
  const program: string;
  export default program;
}
