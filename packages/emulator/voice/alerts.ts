import type { AlertLevel } from "./network.ts";

/**
 * Codes that calls write into the debugger's log, with Twilio's names for them:
 * https://www.twilio.com/docs/api/errors
 */
export const alerts = {
  11100: ["error", "Invalid URL format"],
  11200: ["error", "HTTP retrieval failure"],
  11205: ["error", "HTTP connection failure"],
  11215: ["error", "HTTP too many redirects"],
  12100: ["error", "Document parse failure"],
  12102: ["error", "The root element must be Response"],
  12200: ["warning", "Schema validation warning"],
  12300: ["error", "Invalid Content-Type"],
  12400: ["error", "Internal failure"],
  13201: ["error", "Dial: Cannot Dial out from a Dial Call Segment"],
  13210: ["warning", "Dial: Invalid method value"],
  13212: ["warning", "Dial: Invalid timeout value"],
  13213: ["warning", "Dial: Invalid hangupOnStar value"],
  13214: ["error", "Dial: Invalid callerId value"],
  13215: ["error", "Dial: Invalid nested element"],
  13216: ["warning", "Dial: Invalid timeLimit value"],
  13217: ["warning", "Dial: Invalid record value"],
  13221: ["warning", "Dial->Number: Invalid method value"],
  13222: ["warning", "Dial->Number: Invalid sendDigits value"],
  13223: ["error", "Dial: Invalid phone number format"],
  13224: ["error", "Dial: Invalid phone number"],
  13225: ["error", "Dial: Forbidden phone number"],
  13227: ["error", "Dial: Geo Permission configuration is not permitting call"],
  13241: ["warning", "Dial->SIP: Invalid method value"],
  13243: ["error", "Dial->SIP: Invalid SIP URI"],
  13247: ["error", "Dial->SIP: Invalid callerID, invalid characters"],
  13250: ["error", "Dial: Too many URIs passed"],
  13252: ["error", "Dial->SIP: Invalid header name"],
  13253: ["error", "Dial->SIP: Header is too long"],
  13311: ["warning", "Gather: Invalid finishOnKey value"],
  13312: ["warning", "Gather: Invalid method value"],
  13313: ["warning", "Gather: Invalid timeout value"],
  13314: ["warning", "Gather: Invalid numDigits value"],
  13320: ["warning", "Gather: Invalid nested verb"],
  13410: ["warning", "Play: Invalid loop value"],
  13510: ["warning", "Say: Invalid loop value"],
  13520: ["warning", "Say: Invalid text"],
  13710: ["warning", "Redirect: Invalid method value"],
  13910: ["warning", "Pause: Invalid length value"],
  21610: ["warning", "Message cannot be sent: the recipient has opted out"],
  32007: ["error", "SIP: Too many registered endpoints for this address"],
  32009: ["error", "SIP: The user is not registered with the SIP domain"],
  32110: ["error", "SIP: Invalid header in the URI"],
  32201: ["error", "SIP: Source IP address not in ACL"],
  32202: ["error", "SIP: Bad user credentials"],
  32210: ["error", "SIP: Registration not supported"],
  81011: ["error", "Studio: Failed to send Message"],
  81014: ["error", "Studio: Error while processing an HTTP request"],
  81017: ["error", "Studio: Error in Twilio Function response"],
  81022: ["error", "Studio: Flow definition validation failed"],
  32220: ["error", "SIP: Domain addressed by a region's name"],
} as const satisfies Record<number, readonly [AlertLevel, string]>;

export type AlertCode = keyof typeof alerts;

/** Something wrong that Twilio logs; `detail` says what, where and what to do. */
export interface Alert {
  code: AlertCode;
  detail: string;
}

/** `Schema validation warning: <Say> has no attribute "speed"`. */
export const alertText = ({ code, detail }: Alert): string => `${alerts[code][1]}: ${detail}`;

/** The severity the debugger shows for a code. */
export const alertLevel = (code: AlertCode): AlertLevel => alerts[code][0];
