import { decideIncoming } from "../../dialplan/incoming.ts";
import { answerOrApologise } from "../shared/calls/apologise.ts";
import { connectIncoming } from "../shared/calls/calls.ts";
import { networkOf } from "../shared/calls/network.ts";
import type { Handler } from "../shared/runtime/runtime.ts";

/** Answers a call from outside to one of the network's numbers. */
export const handler: Handler = (context, event, callback) => {
  return answerOrApologise("sip-incoming", callback, () => {
    const { variables, directory } = networkOf(context);
    const decision = decideIncoming(event, { environment: variables.ENVIRONMENT, directory });
    return connectIncoming(decision, { variables, domainName: context.DOMAIN_NAME });
  });
};
