/** The program asks for something this engine does not do. Nothing is done for it: the run stops. */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";
  constructor(what: string, where: string) {
    super(`${where} uses ${what}, which this engine does not support: run it with the Pulumi CLI`);
  }
}
