/** Values that the bundler compiles into the functions; a function imports only what it needs. */

declare module "baked:emergency-plan" {
  const plan: import("../../../dialplan/emergency.ts").EmergencyPlan;
  export default plan;
}

declare module "baked:lab" {
  const settings: import("../../../systems/lab/settings.ts").LabSettings;
  export default settings;
}

declare module "baked:pager" {
  const settings: import("../../../systems/pager/settings.ts").PagerSettings;
  export default settings;
}

declare module "baked:router" {
  const settings: Pick<
    import("../../../systems/router/settings.ts").RouterSettings,
    "webhookHosts" | "flexOrigins"
  >;
  export default settings;
}

declare module "baked:dial-rules" {
  const rules: import("../../../dialplan/dial-plan.ts").DialRules;
  export default rules;
}
