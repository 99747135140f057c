import type { Noun } from "../noun.ts";
import {
  dialingPermissionsBulkUpdate,
  dialingPermissionsCountry,
  dialingPermissionsSettings,
} from "./dialing-permissions.ts";

/** The product Voice: where calls may go. */
export const voiceSettings: Noun[] = [
  dialingPermissionsCountry,
  dialingPermissionsBulkUpdate,
  dialingPermissionsSettings,
];
