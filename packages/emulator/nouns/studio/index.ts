import type { Noun } from "../noun.ts";
import { flow, flowRevision, flowValidate } from "./flow.ts";

/** Studio: flows as they are kept. */
export const studio: Noun[] = [flow, flowRevision, flowValidate];
