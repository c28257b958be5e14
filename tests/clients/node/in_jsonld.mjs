// jsonld.js: JSON-LD as N-Quads.

import jsonld from "jsonld";
import { run } from "./reader.mjs";

const offline = (address) => {
  throw new Error(`the file asks for ${address}`);
};

const quads = (text) => jsonld.toRDF(JSON.parse(text), { format: "application/n-quads", documentLoader: offline });

run({ jsonld: quads, "profiles11-jsonld": quads });
