declare module "aws4" {
  interface SignedRequest {
    host: string;
    method?: string | undefined;
    path?: string | undefined;
    body?: string | undefined;
    extraHeadersToIgnore?: Record<string, boolean>;
    service: string;
    region: string;
    headers: Record<string, string>;
  }
  const aws4: {
    sign(
      request: SignedRequest,
      keys: { accessKeyId: string; secretAccessKey: string },
    ): { headers?: Record<string, string> };
  };
  export default aws4;
}
