import type { Platform } from "../platform.ts";
import { type Resource, text } from "../store/index.ts";
import { soundFile } from "./sound.ts";

/** A file that an API host answers instead of JSON. */
export interface ApiFile {
  contentType: string;
  content: Buffer;
}

/** A path below an account under which files are served. */
interface FileRoute {
  path: RegExp;
  open(match: RegExpExecArray, account: Resource, platform: Platform): ApiFile | undefined;
}

const routes: FileRoute[] = [
  {
    // https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media-file
    path: /^\/Recordings\/(RE[0-9a-f]{32})(?:\.(wav|mp3))?$/,
    open([, sid = "", format = "wav"], account, { store }) {
      const recording = store.get({ kind: "api/Recordings", account: account.key, parents: {} }, sid);
      return recording && soundFile(format === "mp3" ? "mp3" : "wav", Number(text(recording, "duration")));
    },
  },
  {
    // https://www.twilio.com/docs/messaging/api/media-resource
    path: /^\/Messages\/((?:MM|SM)[0-9a-f]{32})\/Media\/(ME[0-9a-f]{32})$/,
    open([, message_sid = "", sid = ""], account, { store }) {
      const place = { kind: "api/Messages/Media", account: account.key, parents: { message_sid } };
      const media = store.get(place, sid);
      const content = media?.hidden.content;
      if (!media || !(content instanceof Buffer)) return undefined;
      return { contentType: text(media, "content_type") ?? "application/octet-stream", content };
    },
  },
];

/** Which file a path of the 2010 API means: the account named in it, and how to open it. */
export function fileAt(
  host: string,
  path: string,
): { accountSid: string; open(account: Resource, platform: Platform): ApiFile | undefined } | undefined {
  const [, accountSid = "", rest = ""] = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})(\/.*)$/.exec(path) ?? [];
  if (host !== "api.twilio.com") return undefined;
  for (const { path: pattern, open } of routes) {
    const match = pattern.exec(rest);
    if (match) return { accountSid, open: (account, platform) => open(match, account, platform) };
  }
  return undefined;
}
