/**
 * Loaded into the processes the engine starts: when the engine goes, in whatever way, its end of their standard input
 * closes, and they go too.
 */
process.stdin.on("end", () => process.kill(process.pid, "SIGKILL")).resume();
// It must not keep a process alive that has nothing else to do.
if ("unref" in process.stdin && typeof process.stdin.unref === "function") process.stdin.unref();
