import type { Platform } from "../platform.ts";
import type { Network } from "../voice/network.ts";

const mediaKind = "api/Messages/Media";

/** A picture or sound of a message. */
export interface MediaContent {
  contentType: string;
  /** Missing when it lies somewhere the emulator does not ask. */
  content?: Buffer;
}

/** Types by how a URL ends, for what cannot be fetched. */
const types: Record<string, string> = {
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  png: "image/png",
};

/** Fetches a picture or sound: from the URL itself (`data:`), a deployed domain, or this machine where that is allowed. */
async function fetchMedia(url: string, network: Pick<Network, "fetch">): Promise<MediaContent> {
  const [, type, base64, data] = /^data:([^;,]*)(;base64)?,(.*)$/s.exec(url) ?? [];
  if (data !== undefined) {
    const content = base64 ? Buffer.from(data, "base64") : Buffer.from(decodeURIComponent(data));
    return { contentType: type || "text/plain", content };
  }
  const guessed =
    types[/\.(\w+)$/.exec(URL.parse(url)?.pathname ?? "")?.[1] ?? ""] ?? "application/octet-stream";
  try {
    const { status, headers, bytes } = await network.fetch({ method: "GET", url, headers: {} });
    const found = status === 200 && bytes !== undefined;
    return { contentType: headers["content-type"] ?? guessed, ...(found ? { content: bytes } : {}) };
  } catch {
    return { contentType: guessed };
  }
}

/** Keeps the media of a message, each readable by its SID. https://www.twilio.com/docs/messaging/api/media-resource */
export async function keepMedia(
  message: { accountSid: string; sid: string; mediaUrls: readonly string[] },
  { store, random }: Platform,
  network: Pick<Network, "fetch">,
): Promise<{ url: string; contentType: string }[]> {
  const { accountSid, sid: messageSid, mediaUrls } = message;
  const contents = await Promise.all(mediaUrls.map((url) => fetchMedia(url, network)));
  return contents.map(({ contentType, content }) => {
    const sid = random.sid("ME");
    store.add({
      kind: mediaKind,
      account: accountSid,
      parents: { message_sid: messageSid },
      key: sid,
      properties: { sid, parent_sid: messageSid, content_type: contentType },
      hidden: content ? { content } : {},
    });
    const path = `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`;
    return { url: `https://api.twilio.com${path}`, contentType };
  });
}
