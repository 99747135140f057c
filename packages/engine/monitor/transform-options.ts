import aliasproto from "@pulumi/pulumi/proto/alias_pb.js";
import resproto from "@pulumi/pulumi/proto/resource_pb.js";
import type { RegisterRequest } from "./goal.ts";

type TransformOptions = InstanceType<typeof resproto.TransformResourceOptions>;

/** The options of a registration, as a transform gets them. @param provider what it would get if nothing changed */
export function resourceOptions(request: RegisterRequest, provider: string): TransformOptions {
  const options = new resproto.TransformResourceOptions()
    .setImport(request.getImportid())
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setReplacementTrigger(request.getReplacementTrigger())
    .setVersion(request.getVersion())
    .setAliasesList([...request.getAliasurnsList().map(aliasOf), ...request.getAliasesList()])
    .setProvider(provider)
    .setHideDiffList(request.getHidediffsList())
    .setCustomTimeouts(request.getCustomtimeouts())
    .setPluginDownloadUrl(request.getPlugindownloadurl())
    .setDeletedWith(request.getDeletedwith())
    .setReplaceWithList(request.getReplaceWithList())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setHooks(request.getHooks());
  copyProviders(request, options);
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  return options;
}

/** Puts what came out of the transforms in the place of a registration's options; its dependencies are another matter. */
export function setResourceOptions(request: RegisterRequest, options: TransformOptions): void {
  request
    .setImportid(options.getImport())
    .setIgnorechangesList(options.getIgnoreChangesList())
    .setReplaceonchangesList(options.getReplaceOnChangesList())
    .setReplacementTrigger(options.getReplacementTrigger())
    .setVersion(options.getVersion())
    .setAliasurnsList([])
    .setAliasesList(options.getAliasesList())
    .setProvider(options.getProvider())
    .setHidediffsList(options.getHideDiffList())
    .setCustomtimeouts(options.getCustomTimeouts())
    .setPlugindownloadurl(options.getPluginDownloadUrl())
    .setDeletedwith(options.getDeletedWith())
    .setReplaceWithList(options.getReplaceWithList())
    .setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList())
    .setHooks(options.getHooks())
    .setDeletebeforereplacedefined(options.hasDeleteBeforeReplace())
    .setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
  request.getProvidersMap().clear();
  copyProviders(options, request);
  if (options.hasProtect()) request.setProtect(options.getProtect() ?? false);
  else request.clearProtect();
  if (options.hasRetainOnDelete()) request.setRetainondelete(options.getRetainOnDelete() ?? false);
  else request.clearRetainondelete();
}

function aliasOf(urn: string): InstanceType<typeof aliasproto.Alias> {
  return new aliasproto.Alias().setUrn(urn);
}

type WithProviders = Pick<RegisterRequest, "getProvidersMap">;

function copyProviders(from: WithProviders, to: WithProviders): void {
  for (const [name, reference] of from.getProvidersMap().toArray()) to.getProvidersMap().set(name, reference);
}
