import engproto from "@pulumi/pulumi/proto/engine_pb.js";
import emptyproto from "google-protobuf/google/protobuf/empty_pb.js";
import type { EventListener, Severity } from "../deploy/events.ts";

const severities: Record<number, Severity> = {
  [engproto.LogSeverity.DEBUG]: "debug",
  [engproto.LogSeverity.INFO]: "info",
  [engproto.LogSeverity.WARNING]: "warning",
  [engproto.LogSeverity.ERROR]: "error",
};

/** What programs and providers tell the person, and the stack's root resource. */
export class EngineService {
  readonly #emit: EventListener;
  #rootResource = "";
  #toldOfErrors = false;

  constructor(emit: EventListener) {
    this.#emit = emit;
  }

  /** True once an error was logged. As with the CLI, it is the program's end that says whether the run has failed. */
  get toldOfErrors(): boolean {
    return this.#toldOfErrors;
  }

  log(request: InstanceType<typeof engproto.LogRequest>): emptyproto.Empty {
    const severity = severities[request.getSeverity()] ?? "info";
    if (severity === "error") this.#toldOfErrors = true;
    this.#emit({
      kind: "diagnostic",
      severity,
      urn: request.getUrn() || undefined,
      message: request.getMessage(),
      ephemeral: request.getEphemeral(),
    });
    return new emptyproto.Empty();
  }

  getRootResource(): InstanceType<typeof engproto.GetRootResourceResponse> {
    return new engproto.GetRootResourceResponse().setUrn(this.#rootResource);
  }

  setRootResource(
    request: InstanceType<typeof engproto.SetRootResourceRequest>,
  ): InstanceType<typeof engproto.SetRootResourceResponse> {
    this.#rootResource = request.getUrn();
    return new engproto.SetRootResourceResponse();
  }
}
