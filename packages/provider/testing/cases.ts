import type { ResourceToken } from "../resources.ts";
import { apiCases } from "./cases/api.ts";
import type { Case } from "./cases/case.ts";
import { eventsCases } from "./cases/events.ts";
import { flexCases } from "./cases/flex.ts";
import { messagingCases } from "./cases/messaging.ts";
import { numbersCases } from "./cases/numbers.ts";
import { restCases } from "./cases/rest.ts";
import { serverlessCases } from "./cases/serverless.ts";
import { sipCases } from "./cases/sip.ts";
import { studioCases } from "./cases/studio.ts";
import { syncCases } from "./cases/sync.ts";
import { voiceCases } from "./cases/voice.ts";

/** One case for every resource; one that is missing does not compile. */
export const cases: Record<ResourceToken, Case> = {
  ...apiCases,
  ...eventsCases,
  ...flexCases,
  ...messagingCases,
  ...numbersCases,
  ...restCases,
  ...serverlessCases,
  ...sipCases,
  ...studioCases,
  ...syncCases,
  ...voiceCases,
};
