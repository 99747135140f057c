import * as z from "zod/mini";
import { beginning, languages, type MenuState, menuPlaces } from "../../../dialplan/menu-state.ts";
import type { Event } from "../runtime/runtime.ts";

const text = z.string();

/** What our URLs say of where in the menus a caller is. What they leave out is as at the beginning of a call. */
const inUrl = z.object({
  at: z._default(z.enum(menuPlaces), beginning.at),
  context: z._default(text, beginning.context),
  language: z._default(z.enum(languages), beginning.language),
  extension: z._default(text, beginning.extension),
  round: z._default(z.coerce.number(), beginning.round),
  typed: z._default(text, beginning.typed),
  held: z._default(text, beginning.held),
  digits: z._default(text, beginning.digits),
  name: z._default(text, beginning.name),
  trail: z._default(text, beginning.trail),
});

/**
 * Where in the menus the caller is who is asked about.
 * @throws if a URL says what none of ours does
 */
export function menuStateIn(event: Event): MenuState {
  return inUrl.parse(event);
}
