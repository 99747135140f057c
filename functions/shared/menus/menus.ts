import { type Menus, menusAssetSchema } from "../../../dialplan/menu-tree.ts";
import { readAsset } from "../runtime/assets.ts";

let menus: Menus | undefined;

/**
 * The network's menus, read once in the life of a process.
 * @throws if the asset is missing or malformed
 */
export function menusOf(): Menus {
  menus ??= menusAssetSchema.parse(JSON.parse(readAsset("/menus.json")));
  return menus;
}
