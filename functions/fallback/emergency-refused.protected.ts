/** Tells the team of emergency calls that the fallback has refused. */
export { tellOfRefusal as handler } from "../shared/emergency/refused.ts";
