import type { Platform } from "../../platform.ts";
import { TwilioError } from "../../rest/errors.ts";
import * as generic from "../../rest/generic.ts";
import { textParameter } from "../../rest/request.ts";
import { type Resource, text } from "../../store/index.ts";
import type { Noun } from "../noun.ts";
import { serviceKind } from "./service.ts";

export const environmentKind = "serverless/Services/Environments";

/** The environment that is served under a domain. */
export function environmentOf(domain: string, { store }: Platform): Resource | undefined {
  return store.where(environmentKind, "domain_name", domain.toLowerCase())[0];
}

/** The service that an environment, version, build or the like belongs to. */
export function serviceOf({ account, parents }: Resource, { store }: Platform): Resource | undefined {
  return store.get({ kind: serviceKind, account, parents: {} }, parents.service_sid ?? "");
}

/**
 * Environments: a domain that serves one build at a time. They cannot be changed.
 * https://www.twilio.com/docs/serverless/api/resource/environment
 */
export const environment: Noun = {
  kind: environmentKind,
  create(request, platform) {
    const name = textParameter(request, "UniqueName") ?? "";
    const suffix = textParameter(request, "DomainSuffix") || null;
    if (!/^[\w-]{1,100}$/.test(name)) {
      throw new TwilioError(
        20001,
        `Invalid parameter UniqueName: "${name}" must be letters, digits, - and _, at most 100`,
      );
    }
    if (suffix !== null && !/^[a-z0-9-]{1,16}$/i.test(suffix)) {
      throw new TwilioError(
        20001,
        `Invalid parameter DomainSuffix: "${suffix}" must be letters, digits and -, at most 16`,
      );
    }
    if (
      generic.inPlace(request, "unique_name", name, platform) ||
      generic.inPlace(request, "domain_suffix", suffix, platform)
    ) {
      throw new TwilioError(20409, "Environment with this UniqueName or DomainSuffix already exists.");
    }
    const { account, place } = request;
    const owner = platform.store.get(
      { kind: serviceKind, account: account.key, parents: {} },
      place.parents.service_sid ?? "",
    );
    const base = text(owner, "domain_base") ?? "";
    const domain_name = `${base}${suffix ? `-${suffix.toLowerCase()}` : ""}.twil.io`;
    return generic.create(request, platform, {
      properties: { domain_suffix: suffix, domain_name, build_sid: null },
    });
  },
};
