import { identity, sid } from "../declare/properties.ts";
import { resource } from "../declare/resource.ts";

/**
 * The deployment of a build to an environment. An environment has one place for a build: another build is an update,
 * one request, and takes effect at once. Deleting undeploys, but only while this build is still the current one.
 * https://www.twilio.com/docs/serverless/api/resource/deployment
 */
export class Deployment extends resource("twilio:serverless:Deployment", {
  inputs: {
    /** The SID of the service that the environment belongs to. */
    serviceSid: sid("ZS", "a serverless service"),
    /** The SID of the environment to deploy to. */
    environmentSid: sid("ZE", "an environment"),
    /** The SID of the build to deploy. */
    buildSid: sid("ZB", "a build"),
  },
  outputs: { ...identity },
  id: ["serviceSid", "environmentSid"],
  naturalKey: ["serviceSid", "environmentSid", "buildSid"],
  replaceOnChanges: ["serviceSid", "environmentSid"],
  changesWith: { sid: ["buildSid"] },
}) {}
