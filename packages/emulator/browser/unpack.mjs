// Unpacks the browser that @sparticuz/chromium brings along, with the libraries and fonts that a bare machine lacks, into
// a folder: that package puts everything where temporary files go. The folder will be used at the place named second.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const [folder, place] = process.argv.slice(2);
process.env.TMPDIR = folder;
// It unpacks libraries only where it takes itself to be on Lambda.
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs24.x";
const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
await writeFile(
  join(folder, "fonts", "fonts.conf"),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(place, "fonts")}</dir><cachedir>${join(place, "cache")}</cachedir></fontconfig>
`,
);
