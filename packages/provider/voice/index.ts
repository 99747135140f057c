export { DialingPermissions } from "./dialing-permissions.ts";
export { Settings } from "./settings.ts";
