import { conformance } from "./conformance.ts";
import { telephony } from "./hosts.ts";

conformance("telephony and messaging", telephony);
