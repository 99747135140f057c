import type { Json, Page, Properties } from "../store/index.ts";
import { TwilioError } from "./errors.ts";
import type { ApiRequest } from "./request.ts";

/** Which part of a list is asked for. */
export interface Cursor {
  size: number;
  number: number;
  /** Sequence of the last item of the page before. */
  before: number | undefined;
}

const defaultSize = 50;

/** Reads PageSize (50 when left out), Page and PageToken. */
export function readCursor({ parameters }: ApiRequest): Cursor {
  const { PageSize = defaultSize, Page = 0, PageToken } = parameters;
  const token =
    typeof PageToken === "string" && PageToken !== "" ? /^PA([0-9a-f]+)$/.exec(PageToken) : undefined;
  if (token === null) throw new TwilioError(20001, `Invalid parameter PageToken: "${PageToken}"`);
  return {
    size: Number(PageSize),
    number: Number(Page),
    before: token?.[1] === undefined ? undefined : Number.parseInt(token[1], 16),
  };
}

/** Writes a page of a list in the form of its API: `meta` with addresses, or the 2010 form with paths beside the items. */
export function writePage(request: ApiRequest, cursor: Cursor, page: Page, items: Json[]): Properties {
  const { operation, path, query } = request;
  const { form, property } = operation.page ?? { form: "meta", property: "items" };
  const origin = form === "meta" ? `https://${operation.host}` : "";
  const address = (number: number, before?: number) => {
    const search = new URLSearchParams(query);
    search.delete("PageToken");
    search.set("PageSize", String(cursor.size));
    search.set("Page", String(number));
    if (before !== undefined) search.set("PageToken", `PA${before.toString(16)}`);
    return `${origin}${path}?${search}`;
  };
  const next: Json = page.before === undefined ? null : address(cursor.number + 1, page.before);
  const previous: Json = cursor.number === 0 ? null : address(cursor.number - 1);
  const shared = { page: cursor.number, page_size: cursor.size };
  if (form === "meta") {
    return {
      [property]: items,
      meta: {
        ...shared,
        first_page_url: address(0),
        previous_page_url: previous,
        url: address(cursor.number, cursor.before),
        next_page_url: next,
        key: property,
      },
    };
  }
  const start = cursor.number * cursor.size;
  return {
    ...shared,
    first_page_uri: address(0),
    previous_page_uri: previous,
    next_page_uri: next,
    uri: address(cursor.number, cursor.before),
    start,
    end: Math.max(start, start + items.length - 1),
    [property]: items,
  };
}
