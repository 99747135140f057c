import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import { type HookFacts, type Hooks, type HookType, hookTypes } from "../deploy/hooks.ts";
import type { PropertyMap } from "../property/value.ts";
import { toStruct } from "../property/wire.ts";
import type { Callback, Callbacks } from "./callbacks.ts";
import type { RegisterRequest } from "./goal.ts";

type ResourceHookRequest = InstanceType<typeof resproto.RegisterResourceHookRequest>;
type ErrorHookRequest = InstanceType<typeof resproto.RegisterErrorHookRequest>;

/** Takes note of a function that the program wants called before or after something happens to a resource. */
export function registerResourceHook(request: ResourceHookRequest, hooks: Hooks, callbacks: Callbacks): void {
  const callback = required(request.getCallback(), request.getName());
  hooks.register(request.getName(), {
    onDryRun: request.getOnDryRun(),
    ignoreErrors: request.getIgnoreErrors(),
    call: async (facts) => {
      const message = withFacts(new resproto.ResourceHookRequest(), facts).setNewOutputs(
        struct(facts.newOutputs),
      );
      const answer = await callbacks.call(callback, message.serializeBinary());
      refuse(resproto.ResourceHookResponse.deserializeBinary(answer).getError());
    },
  });
}

/** Takes note of a function that the program wants asked whether what failed is to be tried again. */
export function registerErrorHook(request: ErrorHookRequest, hooks: Hooks, callbacks: Callbacks): void {
  const callback = required(request.getCallback(), request.getName());
  hooks.registerErrorHook(request.getName(), {
    retries: async (facts, { operation, errors }) => {
      const message = withFacts(new resproto.ErrorHookRequest(), facts)
        .setFailedOperation(operation)
        .setErrorsList(errors);
      const answer = await callbacks.call(callback, message.serializeBinary());
      const response = resproto.ErrorHookResponse.deserializeBinary(answer);
      refuse(response.getError());
      return response.getRetry();
    },
  });
}

/** The names of the hooks that a registration binds, by when they run; absent when there are none. */
export function hookBindings(request: RegisterRequest): Partial<Record<HookType, string[]>> | undefined {
  const binding = request.getHooks();
  if (binding === undefined) return undefined;
  const names: Record<HookType, string[]> = {
    BeforeCreate: binding.getBeforeCreateList(),
    AfterCreate: binding.getAfterCreateList(),
    BeforeUpdate: binding.getBeforeUpdateList(),
    AfterUpdate: binding.getAfterUpdateList(),
    BeforeDelete: binding.getBeforeDeleteList(),
    AfterDelete: binding.getAfterDeleteList(),
    OnError: binding.getOnErrorList(),
  };
  const bound = hookTypes.filter((type) => names[type].length > 0);
  return bound.length === 0 ? undefined : Object.fromEntries(bound.map((type) => [type, names[type]]));
}

type HookMessage =
  | InstanceType<typeof resproto.ResourceHookRequest>
  | InstanceType<typeof resproto.ErrorHookRequest>;

function withFacts<Message extends HookMessage>(message: Message, facts: HookFacts): Message {
  message.setUrn(facts.urn);
  message.setId(facts.id);
  message.setName(facts.name);
  message.setType(facts.type);
  message.setNewInputs(struct(facts.newInputs));
  message.setOldInputs(struct(facts.oldInputs));
  message.setOldOutputs(struct(facts.oldOutputs));
  return message;
}

function struct(properties: PropertyMap | undefined) {
  return properties && toStruct(properties, { keepOutputValues: true });
}

function required(callback: Callback | undefined, name: string): Callback {
  if (callback === undefined) throw new Error(`the hook "${name}" has no function`);
  return callback;
}

function refuse(error: string): void {
  if (error !== "") throw new Error(error);
}
