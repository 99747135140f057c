// The CLI's plugin runner loads this with a loader of its own; an import goes through Node's.
import("./main.ts");
