/**
 * The plugin's entry point. The engine starts it in the project's folder, with its own address as the last argument,
 * and reads the port from the first line of the output.
 */
import { flushCompileCache } from "node:module";
import { Operations } from "./server/operations.ts";
import { serve } from "./server/serve.ts";

const operations = new Operations();
const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
if (engineAddress !== undefined) operations.attach(engineAddress);

const { port } = await serve(operations);
process.stdout.write(`${port}\n`);
// Where Node keeps what it compiles it does so at an exit. An engine kills its plugins: there is none.
flushCompileCache();
