// What every reader in JavaScript does with its command line; see reader.py.

import { readFileSync, writeFileSync } from "node:fs";

/** Reads each file with the reader of its format: `in_CLIENT.mjs FORMAT FILE RESULT ...`. */
export async function run(readers) {
  const args = process.argv.slice(2);
  for (let at = 0; at + 2 < args.length; at += 3) {
    const [format, file, result] = args.slice(at, at + 3);
    try {
      const found = await readers[format](readFileSync(file, "utf8"));
      writeFileSync(result, typeof found === "string" ? found : JSON.stringify(found));
    } catch (error) {
      console.error(`${format}: ${file}: ${error.stack}`.slice(0, 3000));
      process.exit(1);
    }
  }
}
