import { conformance } from "./conformance.ts";
import { others } from "./hosts.ts";

conformance("other products", others);
