/** The sound of a page. */
export { giveSound as handler } from "../shared/recordings/sound.ts";
