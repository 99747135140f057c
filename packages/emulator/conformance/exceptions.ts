const live = "calls in progress have these: voice/queue.test.ts and voice/api hold them";
const versions =
  "needs a build, whose versions no document makes: nouns/serverless/serverless.test.ts walks it";
const twoPaths = "another path to what the walk has just made or deleted by the first";
const contradiction = "the documents give two patterns for one SID, and no value keeps both";

/**
 * Operations whose valid request, made from the documents' rules, is not answered with success; and why. Everything else
 * about them (parameters, authentication, methods) is held like everywhere. Not one entry more is allowed, nor one less.
 */
export const exceptions: Readonly<Record<string, string>> = {
  "api/2010-04-01 CreateCallRecording": "recording a call from outside is refused by name",
  "api/2010-04-01 UpdateCallRecording": live,
  "api/2010-04-01 FetchCallRecording": live,
  "api/2010-04-01 DeleteCallRecording": live,
  "api/2010-04-01 UpdateConference": live,
  "api/2010-04-01 CreateParticipant": live,
  "api/2010-04-01 FetchParticipant": live,
  "api/2010-04-01 UpdateParticipant": live,
  "api/2010-04-01 DeleteParticipant": live,
  "api/2010-04-01 FetchMember": live,
  "api/2010-04-01 UpdateMember": live,
  "api/2010-04-01 CreateSipCredentialListMapping": twoPaths,
  "api/2010-04-01 CreateSipIpAccessControlListMapping": twoPaths,
  "api/2010-04-01 DeleteSipCredentialListMapping": twoPaths,
  "api/2010-04-01 DeleteSipIpAccessControlListMapping": twoPaths,
  "bulkexports/v1 FetchJob": "jobs are made and read by different paths; generic storage keeps them apart",
  "bulkexports/v1 DeleteJob": "jobs are made and read by different paths; generic storage keeps them apart",
  "events/v1 DeleteSink": "the walk's subscription uses it: nouns/events/events.test.ts deletes one",
  "intelligence/v2 CreateOperatorAttachment": contradiction,
  "intelligence/v2 FetchOperatorAttachments": contradiction,
  "intelligence/v2 DeleteOperatorAttachment": contradiction,
  "numbers/v2 FetchShortCodeApplication": contradiction,
  "serverless/v1 CreateBuild": versions,
  "serverless/v1 FetchBuild": versions,
  "serverless/v1 FetchBuildStatus": versions,
  "serverless/v1 DeleteBuild": versions,
  "serverless/v1 FetchAssetVersion": versions,
  "serverless/v1 FetchFunctionVersion": versions,
  "serverless/v1 FetchFunctionVersionContent": versions,
  "serverless/v1 FetchLog": "functions write logs: functions/gateway.test.ts",
  "studio/v2 DeleteFlow": twoPaths,
};

/** Operations for which a broken rule is answered otherwise than with 400, and why. */
export const otherRefusals: Readonly<Record<string, string>> = {
  "api/2010-04-01 UpdateCallRecording": live,
};

/** Codes of parameters that are answered with one of their own instead of 20001. */
export const ownCodes: Readonly<Record<string, number>> = {
  "CreateCall To required": 21201,
  "CreateCall From required": 21212,
  "CreateMessage To required": 21604,
};
