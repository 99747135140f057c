import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckFailure, Diff, PropertyDiffKind } from "./provider.ts";

const diffKinds: Record<number, PropertyDiffKind> = {
  [provproto.PropertyDiff.Kind.ADD]: "add",
  [provproto.PropertyDiff.Kind.ADD_REPLACE]: "add-replace",
  [provproto.PropertyDiff.Kind.DELETE]: "delete",
  [provproto.PropertyDiff.Kind.DELETE_REPLACE]: "delete-replace",
  [provproto.PropertyDiff.Kind.UPDATE]: "update",
  [provproto.PropertyDiff.Kind.UPDATE_REPLACE]: "update-replace",
};

/** What a provider answered to a Diff. */
export function decodeDiff(response: InstanceType<typeof provproto.DiffResponse>): Diff {
  const { DiffChanges } = provproto.DiffResponse;
  const changes = response.getChanges();
  return {
    changes:
      changes === DiffChanges.DIFF_NONE ? "none" : changes === DiffChanges.DIFF_SOME ? "some" : "unknown",
    replaceKeys: response.getReplacesList(),
    changedKeys: response.getDiffsList(),
    deleteBeforeReplace: response.getDeletebeforereplace(),
    detailed: response.getHasdetaileddiff() ? detailedDiff(response) : undefined,
  };
}

function detailedDiff(response: InstanceType<typeof provproto.DiffResponse>): NonNullable<Diff["detailed"]> {
  const detailed: NonNullable<Diff["detailed"]> = {};
  response.getDetaileddiffMap().forEach((diff, path) => {
    detailed[path] = { kind: diffKinds[diff.getKind()] ?? "update", inputDiff: diff.getInputdiff() };
  });
  return detailed;
}

interface WithFailures {
  getFailuresList(): { getProperty(): string; getReason(): string }[];
}

/** What a provider did not accept. */
export function decodeFailures(response: WithFailures): CheckFailure[] {
  return response
    .getFailuresList()
    .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
}
