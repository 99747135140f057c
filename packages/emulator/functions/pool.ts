import { Worker } from "node:worker_threads";
import type { FunctionAnswer, Invocation, Level, Program, Report } from "./messages.ts";
import { failureOf } from "./response.ts";

/** Twilio's limits: https://www.twilio.com/docs/serverless/functions-assets/functions#limits */
const megabytes = 256;

/** A request on its way through a pool. */
interface Job {
  invocation: Invocation;
  log: (level: Level, message: string) => void;
  resolve: (answer: FunctionAnswer) => void;
}

/**
 * The threads of one deployment. Each runs one request at a time and stays warm for the next, so that a function that
 * never ends can be stopped without harming another request.
 */
export class Pool {
  readonly #program: Program;
  readonly #timeoutMs: number;
  readonly #most: number;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: Job[] = [];
  #nextId = 1;
  #closed = false;

  /**
   * @param timeoutMs how long a function may take
   * @param most threads at once; further requests wait
   */
  constructor(program: Program, timeoutMs: number, most = 8) {
    this.#program = program;
    this.#timeoutMs = timeoutMs;
    this.#most = most;
  }

  /** Runs a function. Whatever it does, there is an answer. */
  run(invocation: Omit<Invocation, "id">, log: Job["log"]): Promise<FunctionAnswer> {
    return new Promise((resolve) => {
      const job: Job = { invocation: { ...invocation, id: this.#nextId++ }, log, resolve };
      const worker = this.#idle.pop() ?? (this.#all.size < this.#most ? this.#start() : undefined);
      if (worker) this.#run(worker, job);
      else this.#waiting.push(job);
    });
  }

  /** Stops the threads: idle ones at once, the others when they have answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  /** Stops all threads at once; their requests fail. */
  async kill(): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#waiting.splice(0))
      resolve(failureOf(new Error("The emulator has stopped")));
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: this.#program,
      env: {},
      execArgv: ["--disable-warning=ExperimentalWarning"],
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    // A thread must never keep the process alive.
    worker.unref();
    this.#all.add(worker);
    worker.on("error", () => {
      // What killed the thread is answered by the `exit` of the request it was running.
    });
    worker.once("exit", () => {
      this.#all.delete(worker);
      const index = this.#idle.indexOf(worker);
      if (index >= 0) this.#idle.splice(index, 1);
    });
    return worker;
  }

  #run(worker: Worker, { invocation, log, resolve }: Job): void {
    let death: unknown = new Error("Function execution exited: its thread ended (82005)");
    const finish = (answer: FunctionAnswer, alive: boolean) => {
      clearTimeout(timer);
      worker.off("message", heard).off("exit", exited).off("error", failed);
      resolve(answer);
      if (alive) this.#release(worker);
      else this.#next();
    };
    let timer: NodeJS.Timeout | undefined;
    const heard = (report: Report) => {
      // A function's time begins when its thread does: a thread that is still starting is the emulator's own time.
      if (report.type === "started") timer = setTimeout(stop, this.#timeoutMs);
      else if (report.type === "log") log(report.level, report.message);
      else if (report.id === invocation.id) finish(report.answer, true);
    };
    const stop = () => {
      death = new Error("Runtime application timed out (82002)");
      void worker.terminate();
    };
    const failed = (error: unknown) => {
      death = error;
    };
    const exited = () => {
      log("ERROR", String(death));
      finish(failureOf(death), false);
    };
    worker.on("message", heard).on("exit", exited).on("error", failed);
    worker.postMessage(invocation);
  }

  #release(worker: Worker): void {
    if (this.#closed) void worker.terminate();
    else this.#idle.push(worker);
    this.#next();
  }

  #next(): void {
    const job = this.#waiting.shift();
    if (!job) return;
    const worker = this.#idle.pop() ?? this.#start();
    this.#run(worker, job);
  }
}
