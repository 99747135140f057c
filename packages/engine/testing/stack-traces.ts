/*
 * The SDK takes a stack trace for each of its promises, and vitest looks for each line of it in source maps: a good part of the
 * time of tests that run many programs. Nobody reads these; all others stay as they are.
 */
const { prepareStackTrace } = Error;
if (prepareStackTrace !== undefined) {
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFileName()?.endsWith("/runtime/debuggable.js") ? "" : prepareStackTrace(error, frames);
}
