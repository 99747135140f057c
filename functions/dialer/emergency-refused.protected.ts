/** Tells the team of emergency calls that the dialer has refused. */
export { tellOfRefusal as handler } from "../shared/emergency/refused.ts";
