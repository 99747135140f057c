/** A provider could not say something about a resource. The message is the provider's own. */
export class ResourceError extends Error {
  override readonly name = "ResourceError";
  readonly urn: string;
  constructor(urn: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.urn = urn;
  }
}

/** Waits for a provider's answer about a resource. @throws ResourceError when there is none */
export async function about<T>(urn: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new ResourceError(urn, error);
  }
}
