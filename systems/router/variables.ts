import * as z from "zod/mini";

/** What the runtime tells the router's functions of where they are. {@link https://www.twilio.com/docs/serverless/functions-assets/functions/variables} */
export const routerVariables = z.object({
  ACCOUNT_SID: z.string(),
  /** The domain that serves them. */
  DOMAIN_NAME: z.string(),
  SERVICE_SID: z.string(),
  ENVIRONMENT_SID: z.string(),
});
export type RouterVariables = z.infer<typeof routerVariables>;
