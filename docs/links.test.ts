import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");
const read = (page: string) => readFileSync(join(root, page), "utf8");

it("every link between pages leads to a file, and to a heading of it", () => {
  const links = pages.flatMap((page) =>
    [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => ({ page, link })),
  );
  const inside = links.filter(({ link }) => !/^[a-z]+:/.test(link));
  expect(inside.length).toBeGreaterThan(100);
  expect(inside.filter(({ page, link }) => !leadsSomewhere(page, link))).toEqual([]);
});

it("every npm script that a page names is there", () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/npm run (?:--\S+ )*([a-z]+)/g)].map(([, name]) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((name) => name === undefined || !(name in scripts))).toEqual([]);
});

/** A page without its code. */
const prose = (page: string) => page.replaceAll(/```.*?```/gs, "");

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  return heading === undefined || !target.endsWith(".md") || anchorsOf(read(target)).includes(heading);
}

/** As GitHub makes them of headings. */
const anchorsOf = (page: string) =>
  [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
