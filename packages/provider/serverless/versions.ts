import type { Call } from "../lifecycle/handlers.ts";
import { buildsOf } from "./listed.ts";

/** A version of a function or an asset, as its build or itself tells it. */
export interface Version {
  sid: string;
  /** The SID of the function or asset. */
  ofSid: string;
  path: string;
  visibility: "public" | "protected" | "private";
}

/** A version as a build lists it; the official client leaves these as Twilio sends them. */
interface ListedVersion {
  sid: string;
  function_sid?: string;
  asset_sid?: string;
  path: string;
  visibility: Version["visibility"];
}

/**
 * The versions that the builds of a service hold, those of the latest build first. One list tells what would otherwise
 * take a request for each function and asset.
 */
export async function builtVersions(call: Call, serviceSid: string): Promise<Version[]> {
  const builds = await buildsOf(call, serviceSid);
  const latestFirst = builds.toSorted((a, b) => b.dateCreated.getTime() - a.dateCreated.getTime());
  return latestFirst.flatMap(({ functionVersions, assetVersions }) => {
    const versions: ListedVersion[] = [...(functionVersions ?? []), ...(assetVersions ?? [])];
    return versions.map(({ sid, function_sid, asset_sid, path, visibility }) => ({
      sid,
      ofSid: function_sid ?? asset_sid ?? "",
      path,
      visibility,
    }));
  });
}
