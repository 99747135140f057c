import { type DialPlan, dialPlanFile } from "./dial-plan.ts";
import { metadataOf } from "./metadata.ts";
import { refusalOf } from "./numbers.ts";
import type { Problem } from "./problems.ts";

/** What a schema cannot say of a dial plan: services must be such that their numbers may be dialled. */
export function checkDialPlan(dialPlan: DialPlan): Problem[] {
  const rules = { ...dialPlan, metadata: metadataOf(dialPlan.countries) };
  return Object.entries(dialPlan.services).flatMap(([service, numbers]) => {
    const problem = (path: string, message: string) => ({ file: dialPlanFile, path, message });
    if (service === "911" || service === "933") {
      return [
        problem(`services.${service}`, "is an emergency number, which no setting can change; remove it"),
      ];
    }
    return numbers.flatMap((number, index) => {
      const path = `services.${service}.${index}`;
      if (number === service) return [];
      if (!number.startsWith("+"))
        return [problem(path, `is another service; write ${service} or a number in E.164 form`)];
      const refusal = refusalOf(number, rules);
      return refusal
        ? [problem(path, `is a number that this dial plan refuses (${refusal}); name another`)]
        : [];
    });
  });
}
