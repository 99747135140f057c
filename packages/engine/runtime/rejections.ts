import { AsyncLocalStorage } from "node:async_hooks";

type Listener = (reason: unknown, promise: Promise<unknown>) => void;

const active = new Set<RejectionTrap>();
/** Whose program a rejection comes from, where that can be told. */
const origin = new AsyncLocalStorage<RejectionTrap>();
const seen = new WeakSet<object>();
let others: Listener[] | undefined;

/**
 * The SDK lets a program's failures become rejections that nobody handles (its own runner listens for them). While a trap
 * is set they are the program's; those that come late, from a program that was left to itself, are dropped; all else goes
 * where it went before.
 */
export class RejectionTrap {
  readonly errors: unknown[] = [];

  constructor() {
    install();
    active.add(this);
  }

  add(error: unknown): void {
    if (typeof error === "object" && error !== null) seen.add(error);
    if (!this.errors.includes(error)) this.errors.push(error);
  }

  /** Runs a program whose rejections are for this trap alone. */
  run<T>(program: () => T): T {
    return origin.run(this, program);
  }

  release(): void {
    active.delete(this);
  }
}

/** The engine's own refusals come back to a program as these; the engine has told of them already. */
export function isGrpcError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "number" && "metadata" in error;
}

function install(): void {
  if (others !== undefined) return;
  others = process.listeners("unhandledRejection") as Listener[];
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason, promise) => {
    if (typeof reason === "object" && reason !== null && seen.has(reason)) return;
    const trap = origin.getStore();
    if (trap !== undefined) {
      if (active.has(trap)) trap.add(reason);
    } else if (isGrpcError(reason))
      return; // What an engine that is gone refuses to a program that was left to itself.
    else if (active.size > 0) for (const trap of active) trap.add(reason);
    else for (const other of others ?? []) other(reason, promise);
  });
}
