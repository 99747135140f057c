/**
 * At the end of a URL: a request that fails in whatever way is sent again, up to five times. For what nobody else would do if
 * the function dies. {@link https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides}
 */
export const askAgain = "#rc=5&rp=all";
