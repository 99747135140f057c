import { decideIncoming } from "../../dialplan/incoming.ts";
import { answerOrApologise } from "../apologise.ts";
import { connectIncoming } from "../calls.ts";
import { networkOf } from "../network.ts";
import type { Handler } from "../runtime.ts";

/** Answers a call from outside to one of the network's numbers. */
export const handler: Handler = (context, event, callback) => {
  return answerOrApologise("sip-incoming", callback, () => {
    const { variables, directory } = networkOf(context);
    const decision = decideIncoming(event, { environment: variables.ENVIRONMENT, directory });
    return connectIncoming(decision, { variables, domainName: context.DOMAIN_NAME });
  });
};
