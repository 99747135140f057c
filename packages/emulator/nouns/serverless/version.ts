import type { Platform } from "../../platform.ts";
import { notFound, TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { type ApiRequest, textParameter } from "../../rest/request.ts";
import type { Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { buildKind, holds } from "./build.ts";
import { assetVersionKind, type Content, contentOf, functionVersionKind } from "./content.ts";

/** What has versions. */
type Versioned = "Functions" | "Assets";

/** https://www.twilio.com/docs/serverless/functions-assets/functions#limits, in bytes. */
const megabyte = 1024 * 1024;
const largest = (kind: string, visibility: string | undefined) =>
  kind === assetVersionKind && visibility !== "private" ? 25 * megabyte : 10 * megabyte;

const longestPath = 255;

/** Versions of functions and assets come through the upload host, each with its content, and stay as they are. */
const versions = (kind: string): Noun => ({
  kind,
  create(request, platform) {
    const path = textParameter(request, "Path") ?? "";
    const visibility = textParameter(request, "Visibility");
    const upload = request.uploads.Content;
    const bytes = upload?.content ?? Buffer.from(textParameter(request, "Content") ?? "");
    if (!/^\/[\w\-./~%+@]*$/.test(path) || path.includes("..") || path.length > longestPath) {
      throw new TwilioError(
        20001,
        `Invalid parameter Path: "${path}" must begin with / and be a plain URL path`,
      );
    }
    if (bytes.length > largest(kind, visibility)) {
      throw new TwilioError(
        20001,
        `Invalid parameter Content: larger than ${largest(kind, visibility) / megabyte} MB`,
      );
    }
    const content: Content = { bytes, contentType: upload?.contentType };
    return generic.create(request, platform, { properties: { path }, hidden: { content } });
  },
});

export const functionVersion = versions(functionVersionKind);
export const assetVersion = versions(assetVersionKind);

/** The text of a function version can be read back; that of an asset cannot. */
export const functionVersionContent: Noun = {
  kind: "serverless/Services/Functions/Versions/Content",
  fetch({ place, path }, { store }) {
    const { sid = "", ...parents } = place.parents;
    const version = store.get({ kind: functionVersionKind, account: place.account, parents }, sid);
    if (!version) throw notFound(path);
    return {
      ...version,
      properties: {
        ...version.properties,
        content: contentOf(version).bytes.toString(),
        url: `https://serverless.twilio.com${path}`,
      },
    };
  },
};

/** A function or asset goes with its versions, unless a build holds one of them. */
const versioned = (what: Versioned): Noun => ({
  kind: `serverless/Services/${what}`,
  delete(request: ApiRequest, platform: Platform, resource: Resource) {
    const { account, parents, key } = resource;
    const owner = what === "Functions" ? "function_sid" : "asset_sid";
    const own = platform.store.collection({
      kind: `serverless/Services/${what}/Versions`,
      account,
      parents: { ...parents, [owner]: key },
    });
    const builds = [...platform.store.collection({ kind: buildKind, account, parents })];
    for (const version of own) {
      const build = builds.find((one) => holds(one, version.key));
      if (!build) continue;
      throw new TwilioError(20409, `Conflict: ${request.path} has a version that build ${build.key} holds`);
    }
    platform.store.delete(resource);
  },
});

export const functionNoun = versioned("Functions");
export const asset = versioned("Assets");
