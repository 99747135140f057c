import { type Client, type ClientsFile, clientsOf } from "./clients.ts";
import type { DialPlan, DialRules } from "./dial-plan.ts";
import type { Directory, Phone } from "./directory.ts";
import type { EmergencyPlan } from "./emergency.ts";
import { localContexts, type Menus } from "./menu-tree.ts";
import type { MenusFile } from "./menus.ts";
import { metadataOf } from "./metadata.ts";

/**
 * The caller IDs with which each phone calls emergency services, one after the other until a call goes through:
 * the phone's number, the same again, then another one of its environment registered at the same address, then the main
 * number. A number that is registered elsewhere is never among them: help would be sent to the wrong place.
 */
export function emergencyPlanOf(file: ClientsFile): EmergencyPlan {
  const clients = clientsOf(file);
  const attempts = (client: Client): string[] | "refuse" => {
    if (client.emergency === "refuse") return "refuse";
    const { number: main, address: mainAddress } = file.main;
    if (client.emergency === "relay") return [main, main];
    const address = registeredAt(clients, client);
    const neighbour = clients.find(
      ({ environment, number }) =>
        environment === client.environment &&
        number?.address === address &&
        number?.phoneNumber !== client.callerId,
    );
    const mainIsElsewhere = mainAddress !== undefined && mainAddress !== address;
    return [
      client.callerId,
      client.callerId,
      ...(neighbour?.number ? [neighbour.number.phoneNumber] : []),
      ...(mainIsElsewhere ? [] : [main]),
    ];
  };
  return {
    main: file.main.number,
    extensions: Object.fromEntries(clients.map((client) => [client.extension, attempts(client)])),
  };
}

function registeredAt(clients: Client[], { callerId }: Client): string | undefined {
  return clients.find(({ number }) => number?.phoneNumber === callerId)?.number?.address;
}

/** The phones as the functions know them. No address is among it. */
export function directoryOf(file: ClientsFile, menus: MenusFile): Directory {
  const phones = clientsOf(file).map((client) => [client.extension, phoneOf(client)]);
  return { main: file.main.number, phones: Object.fromEntries(phones), contexts: localContexts(menus) };
}

function phoneOf(client: Client): Phone {
  const { environment, callerId, context, emergency, canCall, canBeCalled } = client;
  const { dailyMinutes, language, uri } = client;
  return {
    environment,
    callerId,
    context,
    emergency: emergency !== "refuse",
    ...(!canCall && { canCall }),
    ...(!canBeCalled && { canBeCalled }),
    ...(dailyMinutes !== undefined && { dailyMinutes }),
    ...(language !== undefined && { language }),
    ...(uri !== undefined && { uri }),
  };
}

/** The dial plan as the functions know it. */
export function dialRulesOf(dialPlan: DialPlan): DialRules {
  return { ...dialPlan, metadata: metadataOf(dialPlan.countries) };
}

/** The menus as the functions know them. No comment is among it. */
export function menusOf({ $schema: _, ...menus }: MenusFile, { timeLimit, services }: DialPlan): Menus {
  const contexts = Object.entries(menus.contexts).map(([name, { comment: _, ...context }]) => [
    name,
    context,
  ]);
  return { ...menus, contexts: Object.fromEntries(contexts), timeLimit, services: Object.keys(services) };
}
