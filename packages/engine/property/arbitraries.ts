import fc from "fast-check";
import { signatureKey } from "./signature.ts";
import {
  Archive,
  Asset,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  unknown,
} from "./value.ts";

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const path = fc.stringMatching(/^[a-z]{1,8}$/);
/** Names that every object has inherited are names like others. */
const key = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.string({ maxLength: 8 }).filter((name) => name !== signatureKey && name !== "__proto__"),
  },
  { weight: 1, arbitrary: fc.constantFrom("hasOwnProperty", "toString") },
);

const asset = fc
  .tuple(
    hash,
    fc.oneof(
      path.map((path) => ({ path })),
      path.map((text) => ({ text })),
      path.map((uri) => ({ uri })),
    ),
  )
  .map(([hash, source]) => new Asset(hash, source));
const archive = fc
  .tuple(
    hash,
    fc.oneof(
      path.map((path) => ({ path })),
      fc.dictionary(path, asset, { maxKeys: 3, noNullPrototype: true }).map((assets) => ({ assets })),
    ),
  )
  .map(([hash, source]) => new Archive(hash, source));
const reference = fc
  .tuple(
    path,
    fc.oneof(path, fc.constant(undefined), fc.constant(unknown)),
    fc.option(path, { nil: undefined }),
  )
  .map(([urn, id, version]) => new ResourceReference(urn, id, version));

/** Numbers as JSON keeps them: it has no negative zero. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

const { value } = fc.letrec<{ value: PropertyValue; plain: PropertyValue; map: PropertyMap }>((tie) => ({
  map: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  plain: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    number,
    fc.string(),
    fc.constant(unknown),
    asset,
    archive,
    reference,
    fc.array(tie("value"), { maxLength: 4 }),
    tie("map"),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    tie("plain"),
    tie("plain").map((inner) => new Secret(inner)),
  ),
}));

/** Any property map: every kind of value, nested in every way. */
export const propertyMap: fc.Arbitrary<PropertyMap> = fc.dictionary(key, value, {
  maxKeys: 5,
  noNullPrototype: true,
});
