import twilio from "twilio";

/** The official client's way to the network, led to an emulator: `https://<host>/...` becomes `<url>/<host>/...`. */
class EmulatorRequestClient extends twilio.RequestClient {
  readonly #url: string;

  constructor(url: string) {
    super({ keepAlive: true });
    this.#url = url;
  }

  override request<TData>(options: twilio.RequestClient.RequestOptions<TData>) {
    return super.request<TData>({ ...options, uri: options.uri.replace(/^https:\/\//, `${this.#url}/`) });
  }
}

/** The official `twilio` client, talking to an emulator. */
export function twilioClient(emulator: {
  url: string;
  accountSid: string;
  authToken: string;
}): twilio.Twilio {
  const { url, accountSid, authToken } = emulator;
  return twilio(accountSid, authToken, { httpClient: new EmulatorRequestClient(url) });
}
