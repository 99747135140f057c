/**
 * The content of a file as it reaches the provider. In a program it is a `pulumi.asset.Asset`; see
 * https://www.pulumi.com/docs/iac/concepts/assets-archives/.
 */
export class AssetValue {
  /** Hex SHA-256 of the content. */
  readonly hash: string;
  /** Where the content is. Absent when only the hash is known: state keeps no more than that of a refreshed file. */
  readonly source: { path: string } | { text: string } | { uri: string } | undefined;

  constructor(hash: string, source: AssetValue["source"]) {
    this.hash = hash;
    this.source = source;
  }
}
