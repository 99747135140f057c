import twilio from "twilio";

/** Where an emulator listens, and the account it has. */
export interface EmulatorAddress {
  url: string;
  accountSid: string;
  authToken: string;
}

/** The official `twilio` client, led to an emulator: `https://<host>/...` becomes `<url>/<host>/...`. */
export function twilioClient({ url, accountSid, authToken }: EmulatorAddress): twilio.Twilio {
  const httpClient = new twilio.RequestClient({ keepAlive: true });
  const send = httpClient.request.bind(httpClient);
  httpClient.request = (options) => send({ ...options, uri: options.uri.replace(/^https:\/\//, `${url}/`) });
  return twilio(accountSid, authToken, { httpClient });
}
