/**
 * Twilio's error codes that the emulator answers with: HTTP status and message.
 * Source: https://www.twilio.com/docs/api/errors and https://www.twilio.com/docs/errors/<code>.
 */
export const errorCodes = {
  20001: { status: 400, message: "Invalid parameter" },
  20002: { status: 400, message: "Invalid FriendlyName" },
  20003: { status: 401, message: "Authenticate" },
  20004: { status: 405, message: "Method not allowed" },
  20006: { status: 403, message: "Access Denied" },
  20404: { status: 404, message: "The requested resource was not found" },
  20409: { status: 409, message: "Conflict" },
  20422: { status: 422, message: "Invalid parameter" },
  20429: { status: 429, message: "Too Many Requests" },
  20500: { status: 500, message: "Internal Server Error" },
  20503: { status: 503, message: "Service Unavailable" },
  21201: { status: 400, message: "No 'To' number is specified" },
  21205: { status: 400, message: "Url is not a valid URL" },
  21211: { status: 400, message: "The 'To' number is not a valid phone number." },
  21212: {
    status: 400,
    message: "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID.",
  },
  21210: { status: 400, message: "'From' phone number not verified" },
  21215: { status: 400, message: "Geo Permission configuration is not permitting call" },
  21220: { status: 400, message: "Call is not in-progress. Cannot redirect." },
  21231: { status: 400, message: "SIP Domain validation error" },
  21232: { status: 400, message: "Domain name is invalid or already taken" },
  21235: { status: 400, message: "An IP access control list with this friendly name exists already" },
  21236: { status: 400, message: "The IP access control list is in use by a domain" },
  21240: { status: 400, message: "A credential list with this friendly name exists already" },
  21241: { status: 400, message: "The credential list is in use by a domain" },
  21243: { status: 400, message: "Invalid SIP credential" },
  21421: { status: 400, message: "PhoneNumber is invalid" },
  21422: { status: 400, message: "PhoneNumber is not available" },
  21451: { status: 400, message: "Invalid area code" },
  21452: { status: 400, message: "No phone numbers found in area code" },
  21408: {
    status: 400,
    message: "Permission to send an SMS has not been enabled for the region of the 'To' number.",
  },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: {
    status: 400,
    message: "The 'From' phone number is not a valid, SMS-capable number of this account.",
  },
  21608: {
    status: 400,
    message:
      "The 'To' phone number is unverified. Trial accounts may send messages to verified numbers only.",
  },
  21610: { status: 400, message: "Attempt to send to unsubscribed recipient" },
  21611: { status: 400, message: "This 'From' number has exceeded the maximum number of queued messages." },
  21612: { status: 400, message: "The 'To' phone number is not currently reachable via SMS." },
  21614: { status: 400, message: "'To' number is not a valid mobile number." },
  21615: { status: 400, message: "Phone Number Requires a Local Address" },
  21617: { status: 400, message: "The concatenated message body exceeds the 1600 character limit." },
  21619: { status: 400, message: "A text message body or media urls must be specified." },
  21709: { status: 400, message: "Invalid alphanumeric sender ID" },
  21710: { status: 409, message: "Phone Number or Short Code is already in the Messaging Service." },
  21712: {
    status: 409,
    message: "Phone Number or Short Code is associated with another Messaging Service.",
  },
  22002: { status: 400, message: "The queue is not empty" },
  22003: { status: 400, message: "A queue with this friendly name exists already" },
  21628: { status: 400, message: "The address validation failed" },
  21631: { status: 400, message: "Phone Number Requires an Address" },
  30409: { status: 409, message: "The message cannot be canceled" },
  35111: { status: 400, message: "The 'SendAt' parameter is required to schedule a message." },
  35114: { status: 400, message: "'SendAt' must be between 5 minutes and 35 days in the future." },
  35118: { status: 400, message: "A 'MessagingServiceSid' is required to schedule a message." },
  54103: { status: 412, message: "The revision of the document does not match the expected revision" },
  54155: { status: 412, message: "The revision of the list item does not match the expected revision" },
  54205: { status: 412, message: "The revision of the map item does not match the expected revision" },
  54208: { status: 409, message: "An item with this key exists in the map already" },
  54301: { status: 409, message: "Unique name already exists" },
} as const satisfies Record<number, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** All of them. */
export const knownCodes = Object.keys(errorCodes).map((code) => Number(code) as ErrorCode);
