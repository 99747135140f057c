/** Tells the team of the emergency calls that the dialer makes. */
export { alertTeam as handler } from "../shared/emergency/alert.ts";
