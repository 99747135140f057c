import { isGone, type TwilioError } from "../client/errors.ts";
import { upload } from "../client/upload.ts";
import { AssetValue } from "../declare/asset.ts";
import { HalfMade } from "../lifecycle/errors.ts";
import type { Call, Handlers, Live } from "../lifecycle/handlers.ts";
import { readAsset } from "../properties/read-asset.ts";
import { builtVersions, type Version } from "./versions.ts";

/** The inputs of functions and assets. */
export interface ContentInputs {
  serviceSid: string;
  friendlyName?: string | undefined;
  path: string;
  visibility: Version["visibility"];
  content: AssetValue;
  adopt: boolean;
}

/** The outputs of functions and assets. */
export interface ContentOutputs {
  sid: string;
  accountSid: string;
  adopted: boolean;
  versionSid: string;
}

/** A function or an asset, which Twilio's client tells alike. */
export interface Item {
  sid: string;
  accountSid: string;
  serviceSid: string;
  friendlyName: string;
  dateCreated: Date;
}

/** In what functions and assets differ. */
export interface Noun {
  kind: "Functions" | "Assets";
  list(call: Call, serviceSid: string): Promise<Item[]>;
  fetch(call: Call, serviceSid: string, sid: string): Promise<Item>;
  create(call: Call, serviceSid: string, friendlyName: string): Promise<Item>;
  rename(call: Call, serviceSid: string, sid: string, friendlyName: string): Promise<Item>;
  remove(call: Call, serviceSid: string, sid: string): Promise<boolean>;
  /** One version, or the newest. */
  version(call: Call, serviceSid: string, sid: string, versionSid?: string): Promise<Version | undefined>;
  /** The hash of a version's content, where Twilio gives contents back. */
  contentHash?(call: Call, serviceSid: string, version: Version): Promise<string>;
}

type ContentLive = Live<ContentInputs, ContentOutputs>;

/** Content that cannot be there any more: it equals none. */
const NO_CONTENT = new AssetValue("", undefined);

/** What functions and assets do at Twilio: a name, and versions of a content uploaded under it. */
export function contentHandlers(
  noun: Noun,
): Handlers<ContentInputs, ContentOutputs, "serviceSid" | "sid", "serviceSid"> {
  const put = (call: Call, sid: string, inputs: ContentInputs): Promise<string> =>
    readAsset(inputs.content, call).then((content) =>
      upload(call.twilio, { ...inputs, kind: noun.kind, sid, content }),
    );

  return {
    within: ["serviceSid"],
    async list({ serviceSid }, call) {
      return (await noun.list(call, serviceSid)).map(tell);
    },
    async fetch({ serviceSid, sid }, call) {
      return tell(await noun.fetch(call, serviceSid, sid));
    },
    async find(inputs, call) {
      const { serviceSid, path, friendlyName } = inputs;
      const built = (await builtVersions(call, serviceSid)).find((version) => version.path === path);
      const items = await call.listed(`${noun.kind}|${serviceSid}`, () => noun.list(call, serviceSid));
      const item =
        items.find(({ sid }) => sid === built?.ofSid) ??
        items.find((one) => one.friendlyName === friendlyName);
      if (item === undefined) return undefined;
      const version = await noun.version(call, serviceSid, item.sid);
      if (version === undefined) return tell(item);
      const live = describe(tell(item), version);
      const hash = await noun.contentHash?.(call, serviceSid, version);
      return hash === inputs.content.hash
        ? { ...live, inputs: { ...live.inputs, content: inputs.content } }
        : live;
    },
    async complete(live, { versionSid, content }, { serviceSid, sid }, call) {
      const built = (await builtVersions(call, serviceSid)).find((one) => one.sid === versionSid);
      const version = built ?? (await existing(noun.version(call, serviceSid, sid, versionSid)));
      // Twilio deletes after a week what no build holds.
      if (version === undefined) return { ...live, inputs: { ...live.inputs, content: NO_CONTENT } };
      const complete = describe(live, version);
      if (content !== undefined || noun.contentHash === undefined) return complete;
      const hash = await noun.contentHash(call, serviceSid, version);
      return { ...complete, inputs: { ...complete.inputs, content: new AssetValue(hash, undefined) } };
    },
    async create(inputs, call) {
      const item = await noun.create(call, inputs.serviceSid, inputs.friendlyName ?? inputs.path);
      try {
        const versionSid = await put(call, item.sid, inputs);
        return describe(tell(item), { ...inputs, sid: versionSid });
      } catch (error) {
        throw new HalfMade(tell(item), error);
      }
    },
    async update({ serviceSid, sid }, { changes, inputs, state }, call) {
      const { friendlyName } = changes;
      const renamed =
        friendlyName === undefined ? undefined : await noun.rename(call, serviceSid, sid, friendlyName);
      const remade = ["path", "visibility", "content"].some((name) => name in changes);
      const versionSid = remade || !state.versionSid ? await put(call, sid, inputs) : state.versionSid;
      const live = renamed === undefined ? { inputs: {}, outputs: { sid } } : tell(renamed);
      return describe({ ...live, inputs: { serviceSid, ...live.inputs } }, { ...inputs, sid: versionSid });
    },
    async delete({ serviceSid, sid }, _, call) {
      await noun.remove(call, serviceSid, sid);
    },
    inUse: isHeldByBuild,
  };
}

function tell(item: Item): ContentLive {
  return {
    inputs: { serviceSid: item.serviceSid, friendlyName: item.friendlyName },
    outputs: { sid: item.sid, accountSid: item.accountSid },
    createdAt: item.dateCreated,
  };
}

function describe(live: ContentLive, { sid, path, visibility }: Omit<Version, "ofSid">): ContentLive {
  return {
    ...live,
    inputs: { ...live.inputs, path, visibility },
    outputs: { ...live.outputs, versionSid: sid },
  };
}

async function existing<T>(promise: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Twilio refuses to delete a function or an asset while any build holds a version of it. */
function isHeldByBuild({ status, code }: TwilioError): boolean {
  return status === 409 || code === 20409 || status === 400;
}
