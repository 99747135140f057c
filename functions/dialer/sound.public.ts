/** The sound of a message that was left in a mailbox. */
export { giveSound as handler } from "../shared/recordings/sound.ts";
