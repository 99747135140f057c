import provproto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Problem } from "../properties/check.ts";
import { type Difference, type PropertyChange, topLevel } from "../properties/diff.ts";

const { PropertyDiff } = provproto;

/** What is wrong with properties, as the engine is told. */
export function checkFailures(problems: readonly Problem[]): provproto.CheckFailure[] {
  return problems.map(({ property, reason }) => {
    const failure = new provproto.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

const KINDS = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

/** What an update changes, as the engine is told. */
export function diffResponse({ changes, replaces, deleteBeforeReplace }: Difference): provproto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = provproto.DiffResponse.DiffChanges;
  const response = new provproto.DiffResponse();
  response.setChanges(changes.size === 0 ? DIFF_NONE : DIFF_SOME);
  response.setReplacesList(replaces);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setDiffsList([...new Set([...changes.keys()].map(topLevel))]);
  response.setHasdetaileddiff(true);
  for (const [path, change] of changes) response.getDetaileddiffMap().set(path, propertyDiff(change));
  return response;
}

function propertyDiff({ kind, replace, input }: PropertyChange): provproto.PropertyDiff {
  const diff = new PropertyDiff();
  diff.setKind(KINDS[kind][replace ? 1 : 0]);
  diff.setInputdiff(input);
  return diff;
}
