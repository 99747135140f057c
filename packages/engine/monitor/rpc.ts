import {
  type handleUnaryCall,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";

/** What a call is answered with when it fails. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  /** gRPC status code. */
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes a method that returns (or rejects) into what gRPC calls. @param onError told of every error but an `RpcError` */
export function unary<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
  onError: (error: Error) => void,
): handleUnaryCall<Request, Response> {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    Promise.resolve(call.request)
      .then(handle)
      .then(
        (response) => callback(null, response),
        (reason: unknown) => {
          const error = reason instanceof Error ? reason : new Error(String(reason));
          if (!(error instanceof RpcError)) onError(error);
          const code = error instanceof RpcError ? error.code : status.UNAVAILABLE;
          callback({ code, details: error.message } as Partial<ServiceError>, null);
        },
      );
  };
}
