import grpc from "@grpc/grpc-js";
import enginerpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineproto from "@pulumi/pulumi/proto/engine_pb.js";

/** Says something to the person who runs the engine, beside the resource it is about. */
export interface EngineLog {
  write(severity: "info" | "warning", message: string, urn: string): void;
  close(): void;
}

/** The log of the engine at an address; silent without one. */
export function engineLog(address: string | undefined): EngineLog {
  if (!address) return { write() {}, close() {} };
  const client = new enginerpc.EngineClient(address, grpc.credentials.createInsecure());
  return {
    write(severity, message, urn) {
      const request = new engineproto.LogRequest();
      request.setSeverity(
        severity === "info" ? engineproto.LogSeverity.INFO : engineproto.LogSeverity.WARNING,
      );
      request.setMessage(message);
      request.setUrn(urn);
      client.log(request, () => {
        // A message that nobody takes is lost; the operation it tells of is not.
      });
    },
    close: () => client.close(),
  };
}
