import type { Document, OperationObject, ParameterObject, Schema } from "./schema.ts";

/** Corrections and additions to Twilio's documents, by host. Nothing else in the emulator patches them. */
export const fixes: Record<string, (documents: Document[]) => Document[]> = {
  "serverless-upload.twilio.com": () => [uploads],
  "iam.twilio.com": (documents) => [...documents, tokens],
};

const text: Schema = { type: "string" };
const sid = (prefix: string): Schema => ({
  type: "string",
  pattern: `^${prefix}[0-9a-fA-F]{32}$`,
  nullable: true,
});

const upload = (what: "Function" | "Asset", prefix: string): OperationObject => ({
  operationId: `Create${what}Version`,
  parameters: ["ServiceSid", `${what}Sid`].map(
    (name): ParameterObject => ({ name, in: "path", required: true, schema: text }),
  ),
  requestBody: {
    content: {
      "multipart/form-data": {
        schema: {
          type: "object",
          required: ["Path", "Visibility", "Content"],
          properties: {
            Path: text,
            Visibility: { type: "string", enum: ["public", "private", "protected"] },
            Content: { type: "string", format: "binary" },
          },
        },
      },
    },
  },
  responses: {
    "201": {
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              sid: sid("ZN"),
              account_sid: sid("AC"),
              service_sid: sid("ZS"),
              [`${what.toLowerCase()}_sid`]: sid(prefix),
              path: { ...text, nullable: true },
              visibility: { type: "string", enum: ["public", "private", "protected"] },
              date_created: { type: "string", format: "date-time", nullable: true },
              url: { type: "string", format: "uri", nullable: true },
            },
          },
        },
      },
    },
  },
});

/**
 * What `twilio-flex-token-validator` asks whether a Flex user's token is valid. It stands in no API definition; this
 * follows that package.
 */
const tokens: Document = {
  paths: {
    "/v1/Accounts/{AccountSid}/Tokens/validate": {
      "x-twilio": { pathType: "list" },
      post: {
        operationId: "ValidateToken",
        parameters: [
          { name: "AccountSid", in: "path", required: true, schema: { ...sid("AC"), nullable: false } },
        ],
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object", required: ["token"], properties: { token: text } },
            },
          },
        },
        responses: { "200": { content: { "application/json": { schema: { type: "object" } } } } },
      },
    },
  },
  components: {},
};

/**
 * The host that takes the contents of functions and assets. It has no API definition; this one follows
 * https://www.twilio.com/docs/serverless/api/resource/function-version and `.../asset-version`.
 */
const uploads: Document = {
  paths: {
    "/v1/Services/{ServiceSid}/Functions/{FunctionSid}/Versions": {
      "x-twilio": { pathType: "list" },
      post: upload("Function", "ZH"),
    },
    "/v1/Services/{ServiceSid}/Assets/{AssetSid}/Versions": {
      "x-twilio": { pathType: "list" },
      post: upload("Asset", "ZH"),
    },
  },
  components: {},
};
