/** Tells the team of the emergency calls that the fallback makes. */
export { alertTeam as handler } from "../shared/emergency/alert.ts";
