declare const Runtime: { getAssets(): Record<string, { open(): string } | undefined> };

/**
 * The text of a private asset.
 * @param path such as `/extensions.json`
 * @throws if the build has no such asset
 */
export function readAsset(path: string): string {
  const asset = Runtime.getAssets()[path];
  if (!asset) throw new Error(`The build has no private asset ${path}.`);
  return asset.open();
}
