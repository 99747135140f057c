import { expect, it } from "vitest";
import { Semaphore } from "./semaphore.ts";

const turn = () => new Promise(setImmediate);

it("lets so many run at once, and a task make room for one other before its end", async () => {
  const semaphore = new Semaphore(1);
  const begun: string[] = [];
  const end = Promise.withResolvers<void>();
  const first = semaphore.use(async (makeRoom) => {
    begun.push("first");
    makeRoom();
    makeRoom();
    await end.promise;
  });
  const others = ["second", "third"].map((name) =>
    semaphore.use(async () => {
      begun.push(name);
      if (name === "second") await end.promise;
    }),
  );
  await turn();
  expect(begun).toEqual(["first", "second"]);
  end.resolve();
  await Promise.all([first, ...others]);
  expect(begun).toEqual(["first", "second", "third"]);
});
