import { describe, expect, test } from "vitest";
import { ManualClock } from "../clock.ts";
import type { Place } from "./index.ts";
import { Store } from "./index.ts";

const place: Place = { kind: "x/Things", account: "AC1", parents: {} };
const fill = (count: number) => {
  const store = new Store(new ManualClock());
  for (let index = 0; index < count; index++) {
    store.add({ ...place, key: `T${index}`, properties: { name: `n${index}`, even: index % 2 === 0 } });
  }
  return store;
};

describe("a store", () => {
  test("keeps places apart and deletes what hangs under a resource", () => {
    const store = fill(2);
    const under = { kind: "x/Things/Parts", account: "AC1", parents: { thing_sid: "T0" } };
    const deep = { kind: "x/Things/Parts/Bits", account: "AC1", parents: { thing_sid: "T0", part_sid: "P" } };
    store.add({ ...under, key: "P", properties: {} });
    store.add({ ...under, parents: { thing_sid: "T1" }, key: "P", properties: {} });
    store.add({ ...deep, key: "B", properties: {} });
    const thing = store.get(place, "T0");
    if (thing) store.delete(thing);
    expect([store.get(under, "P"), store.get(deep, "B"), [...store.all("x/Things/Parts")].length]).toEqual([
      undefined,
      undefined,
      1,
    ]);
  });

  test("finds by a property, also after it has changed", () => {
    const store = fill(3);
    expect(store.where("x/Things", "name", "n1").map(({ key }) => key)).toEqual(["T1"]);
    const [found] = store.where("x/Things", "name", "n1");
    if (found) store.update(found, { name: "other" });
    expect(store.where("x/Things", "name", "n1")).toEqual([]);
    expect(store.where("x/Things", "name", "other")).toHaveLength(1);
  });

  test("refuses a key that is taken", () => {
    expect(() => fill(1).add({ ...place, key: "T0", properties: {} })).toThrow(/stored already/);
  });

  test("gives pages newest first, without gaps while resources come and go", () => {
    const store = fill(7);
    const first = store.collection(place).page(3);
    expect(first.items.map(({ key }) => key)).toEqual(["T6", "T5", "T4"]);
    const gone = store.get(place, "T4");
    if (gone) store.delete(gone);
    store.add({ ...place, key: "T7", properties: {} });
    const second = store.collection(place).page(3, { before: first.before });
    expect(second.items.map(({ key }) => key)).toEqual(["T3", "T2", "T1"]);
    const even = store
      .collection(place)
      .page(2, { accept: ({ properties }) => properties.even === true, skip: 1 });
    expect(even.items.map(({ key }) => key)).toEqual(["T2", "T0"]);
    expect(store.collection(place).page(3, { before: second.before }).before).toBeUndefined();
  });
});
