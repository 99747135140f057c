import { incomingContext } from "../../dialplan/decision.ts";
import { decideIncoming } from "../../dialplan/incoming.ts";
import { answerOrApologise } from "../apologise.ts";
import { connect } from "../connect.ts";
import { networkOf } from "../network.ts";
import type { Handler } from "../runtime.ts";

/** Answers a call from outside to one of the network's numbers. */
export const handler: Handler = (context, event, callback) => {
  return answerOrApologise("sip-incoming", callback, () => {
    const { variables, directory } = networkOf(context);
    const decision = decideIncoming(event, { environment: variables.ENVIRONMENT, directory });
    const extensions =
      decision.action === "dial-phones"
        ? decision.phones.map(({ extension }) => extension)
        : [incomingContext];
    return connect(decision, {
      variables,
      status: { direction: "incoming", extensions },
      domainName: context.DOMAIN_NAME,
    });
  });
};
