/** A stylesheet as text: the bundler puts it into the script, and the script into the shadow root. */
declare module '*.css' {
  const text: string;
  export = text;
}
