import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type CallTrace, heard, type twilioClient } from "@dialer/emulator";
import { expect } from "vitest";
import { type Telephones, told, verbs } from "./telephones.ts";

/** The main number, which is registered nowhere. */
export const main = "+15035550100";
/** Where the numbers of the phones are registered. */
export const house = "Futel, 1212 SE Example St, Portland, OR, 97202, US";
export const library = "Example Library, 40 SW Sample Ave, Floor 1, lobby, Portland, OR, 97205, US";
const useAnother = "Please use another telephone right away.";
const useAnotherInSpanish = "Por favor use otro teléfono de inmediato.";

/** What callers hear, in both languages: nobody knows which one they speak. */
export const words = {
  refused: [
    `This telephone cannot call emergency services. ${useAnother}`,
    `Desde este teléfono no se puede llamar a los servicios de emergencia. ${useAnotherInSpanish}`,
  ],
  test: [
    `This is a test telephone. It cannot call emergency services. ${useAnother}`,
    `Este es un teléfono de prueba. No puede llamar a los servicios de emergencia. ${useAnotherInSpanish}`,
  ],
  failed: [
    `Your emergency call could not be connected. ${useAnother}`,
    `No se pudo conectar su llamada de emergencia. ${useAnotherInSpanish}`,
  ],
  outOfOrder: [
    "The telephone network is out of order. Please try again later.",
    "La red telefónica no funciona en este momento. Por favor intente más tarde.",
  ],
};

/** The one leg of an emergency call that went through: with which number, and where help is sent. */
export function connected(trace: CallTrace): [number: string, callerId: string, address: string | undefined] {
  expect(trace).toMatchObject({
    status: "completed",
    legs: [{ kind: "number", status: "completed", bridged: true }],
  });
  const [leg] = trace.legs;
  if (!leg?.emergency) throw new Error("it was no emergency call");
  expect(leg.emergency.callingNumber).toBe(leg.callerId);
  return [leg.to, leg.callerId, leg.emergency.address];
}

/** Where each kind of phone stands: with which number it calls, and the address that help is sent to. */
export const places: [kind: string, extension: string, callerId: string, address: string | undefined][] = [
  ["registered", "corner", "+15035550101", house],
  ["registered elsewhere", "library", "+15035550103", library],
  ["registered, with the number it shares", "attic", "+15035550102", house],
  ["relay", "roamer", main, undefined],
];

/** What a caller hears who is told to use another telephone. It is said before anything else is asked of a function. */
export function refused(trace: CallTrace): string[] {
  const [first, ...others] = verbs(trace).map(({ verb }) => verb);
  expect([first, others.at(-1), trace.legs]).toEqual(["Say", "Hangup", []]);
  return heard(trace);
}

/** Everything as it should be, whatever else is broken. */
export async function expectEmergencyCalls(phones: Telephones): Promise<void> {
  for (const number of ["911", "933"]) {
    for (const [, extension, callerId, address] of places)
      expect(connected(await phones.dial(extension, number))).toEqual([number, callerId, address]);
    expect(refused(await phones.dial("gallery", number))).toEqual(words.refused);
  }
}

/** Nobody but emergency services can be called, and nobody can call. */
export async function expectOutOfOrder(phones: Telephones): Promise<void> {
  for (const number of ["5035551212", "#", "988", "5035550102"])
    expect(told(await phones.dial("corner", number))).toEqual(words.outOfOrder);
  for (const number of ["+15035550101", main])
    expect(told(await phones.callIn(number))).toEqual(words.outOfOrder);
}

/** Does some work while a number of the network has been given up, and gets the number back. */
export async function withoutNumber<T>(
  { incomingPhoneNumbers }: ReturnType<typeof twilioClient>,
  phoneNumber: string,
  work: () => Promise<T>,
): Promise<T> {
  const registration = async (sid: string, status: string) => {
    while (String((await incomingPhoneNumbers(sid).fetch()).emergencyAddressStatus) !== status)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const [number] = await incomingPhoneNumbers.list({ phoneNumber });
  if (!number) throw new Error(`${phoneNumber} is no number of the network`);
  const { sid, voiceUrl, voiceFallbackUrl, emergencyAddressSid } = number;
  await incomingPhoneNumbers(sid).update({ emergencyAddressSid: "" });
  await registration(sid, "unregistered");
  await incomingPhoneNumbers(sid).remove();

  const result = await work();

  const urls = { voiceUrl, voiceFallbackUrl, voiceMethod: "GET", voiceFallbackMethod: "GET" };
  const bought = await incomingPhoneNumbers.create({ phoneNumber, ...urls });
  await incomingPhoneNumbers(bought.sid).update({ emergencyAddressSid });
  await registration(bought.sid, "registered");
  return result;
}

/** A web server that takes connections and never says a word. */
export class SilentServer {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];

  private constructor() {
    this.#server = createServer((socket) => this.#sockets.push(socket)).listen(0, "127.0.0.1");
  }

  static async start(): Promise<SilentServer> {
    const server = new SilentServer();
    await once(server.#server, "listening");
    return server;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** Ends it; gives how often it was called upon. */
  close(): number {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    return this.#sockets.length;
  }
}
