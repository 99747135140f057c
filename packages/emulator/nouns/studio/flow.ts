import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import type { ApiRequest } from "../../rest/request.ts";
import type { Properties, Resource } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { faultsOf } from "./definition.ts";

const flowKind = "studio/Flows";
const revisionKind = `${flowKind}/Revisions`;

/** Refuses a definition that is none. */
function checkDefinition({ parameters: { Definition: definition } }: ApiRequest): void {
  if (definition === undefined) return;
  const errors = faultsOf(definition);
  if (errors.length > 0) throw new TwilioError(20001, "Flow definition is invalid", { errors });
}

/** Keeps a flow as it is now, as its next revision. */
function revise(flow: Resource, { store }: Platform): Resource {
  const revision = Number(flow.properties.revision ?? 0) + 1;
  store.update(flow, { revision });
  store.add({
    kind: revisionKind,
    account: flow.account,
    parents: { sid: flow.key },
    key: String(revision),
    properties: { ...flow.properties },
  });
  return flow;
}

const withoutDefinition: Properties = {
  definition: null,
  commit_message: null,
  valid: null,
  errors: null,
  warnings: null,
};

/** Studio flows: each change makes a revision. https://www.twilio.com/docs/studio/rest-api/v2/flow */
export const flow: Noun = {
  kind: flowKind,
  create(request, platform) {
    checkDefinition(request);
    const made = generic.create(request, platform, { properties: { valid: true, errors: [], warnings: [] } });
    platform.store.update(made, {
      webhook_url: `https://webhooks.twilio.com/v1/Accounts/${made.account}/Flows/${made.key}`,
    });
    return revise(made, platform);
  },
  update(request, platform, resource) {
    checkDefinition(request);
    // A revision says what it changes, or nothing: it does not repeat what the last one said.
    platform.store.update(resource, { commit_message: null });
    return revise(generic.update(request, platform, resource), platform);
  },
  /** Lists tell neither definitions nor commit messages. */
  *list({ place }, { store }) {
    for (const one of store.collection(place))
      yield { ...one, properties: { ...one.properties, ...withoutDefinition } };
  },
};

/** https://www.twilio.com/docs/studio/rest-api/v2/flow-revision */
export const flowRevision: Noun = {
  kind: revisionKind,
  fetch({ place, key = "" }, { store }) {
    const revisions = store.collection(place);
    if (key === "LatestRevision") return [...revisions][0];
    if (key === "LatestPublished")
      return [...revisions].find(({ properties }) => properties.status === "published");
    return revisions.get(key);
  },
};

/** https://www.twilio.com/docs/studio/rest-api/v2/flow-validate */
export const flowValidate: Noun = {
  kind: `${flowKind}/Validate`,
  create(request, { clock }) {
    checkDefinition(request);
    const now = clock.now();
    const properties = { valid: true };
    return { ...request.place, key: "", properties, hidden: {}, created: now, updated: now, sequence: 0 };
  },
};
