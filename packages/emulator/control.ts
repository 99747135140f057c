import { z } from "zod";
import { type Clock, parseDuration } from "./clock.ts";
import type { Fault, Faults } from "./faults/faults.ts";
import type { JournalEntry } from "./rest/journal.ts";
import type { JsonRoutes } from "./rest/json-routes.ts";
import type { Memory } from "./state/memory.ts";

/** What can be steered from outside. */
export interface Controlled {
  faults: Faults;
  requests: JournalEntry[];
  clock: Clock;
  memory: Pick<Memory, "export" | "import" | "reset">;
}

const movement = z.strictObject({ advance: z.string() });
const removal = z.strictObject({ id: z.int().optional() });

/** The emulator's own paths, for whoever uses it from another process: faults, the journal, time, state. */
export const controlRoutes = ({ faults, requests, clock, memory }: Controlled): JsonRoutes => ({
  "GET /emulator/faults": () => faults.list(),
  "POST /emulator/faults": (body) => ({ id: faults.add(body as Fault) }),
  "DELETE /emulator/faults": (body) => {
    const { id } = removal.parse(body);
    if (id === undefined) faults.clear();
    else faults.remove(id);
  },
  "GET /emulator/requests": () => requests,
  "DELETE /emulator/requests": () => {
    requests.length = 0;
  },
  "GET /emulator/clock": () => timeOf(clock),
  "POST /emulator/clock": (body) => {
    clock.advance(parseDuration(movement.parse(body).advance));
    return timeOf(clock);
  },
  "GET /emulator/state": () => memory.export(),
  "POST /emulator/state": (body) => memory.import(body),
  "POST /emulator/reset": () => memory.reset(),
});

const timeOf = (clock: Clock) => ({ time: new Date(clock.now()).toISOString() });
