const flowDefinition = JSON.stringify({
  initial_state: "Trigger",
  states: [{ name: "Trigger", type: "trigger", transitions: [], properties: {} }],
});

/** Parameters of operations some of whose rules stand in prose, not in the documents. */
export const particular: Record<string, Record<string, string>> = {
  CreateIncomingPhoneNumber: { PhoneNumber: "+15035550100" },
  // It waits, so that there is a call in progress to change.
  CreateCall: {
    To: "client:alice",
    From: "client:bob",
    Twiml: '<Response><Enqueue waitUrl="">waiting</Enqueue></Response>',
  },
  CreateMessage: { To: "+15035550111", From: "+15005550006", Body: "x" },
  CreateSipDomain: { DomainName: "conformance.sip.twilio.com" },
  CreateSipCredential: { Username: "demo", Password: "Correct-Horse-1" },
  CreateSipIpAddress: { FriendlyName: "x", IpAddress: "203.0.113.7" },
  CreateSink: {
    SinkType: "webhook",
    SinkConfiguration: JSON.stringify({ destination: "https://example.com/", method: "POST" }),
  },
  CreateSubscription: { Types: JSON.stringify({ type: "com.twilio.error-logs.error.logged" }) },
  CreateSubscribedEvent: { Type: "com.twilio.messaging.message.failed" },
  CreateDialingPermissionsCountryBulkUpdate: { UpdateRequest: "[]" },
  CreateFlow: { Definition: flowDefinition },
  UpdateFlow: { Definition: flowDefinition },
  UpdateFlowValidate: { Definition: flowDefinition },
  CreateShortCodeApplication: { IsoCountry: "US" },
  CreateVerification: { Channel: "sms" },
};
