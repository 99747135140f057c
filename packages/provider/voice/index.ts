export { DialingPermissions } from "./dialing-permissions.ts";
export { ExclusiveDialingPermissions } from "./exclusive-dialing-permissions.ts";
export { Settings } from "./settings.ts";
