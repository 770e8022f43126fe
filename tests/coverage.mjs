// Prints the line coverage of each assembly. Usage: coverage.mjs FOLDER, a folder with coverlet's cobertura files of all test projects.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).filter(name => name.endsWith("coverage.cobertura.xml"));
if (files.length === 0) throw new Error(`There is no coverage in ${folder}.`);

// Assembly → "file:line" → whether any test project ran it.
const assemblies = new Map();
for (const file of files) {
    const xml = readFileSync(join(folder, file), "utf8");
    for (const [, assembly, classes] of xml.matchAll(/<package name="([^"]+)"[^>]*>([\s\S]*?)<\/package>/g)) {
        const lines = assemblies.get(assembly) ?? assemblies.set(assembly, new Map()).get(assembly);
        for (const [, source, body] of classes.matchAll(/<class [^>]*filename="([^"]+)"[^>]*>([\s\S]*?)<\/class>/g)) {
            for (const [, number, hits] of body.matchAll(/<line number="(\d+)" hits="(\d+)"/g)) {
                const line = `${source}:${number}`;
                lines.set(line, lines.get(line) || hits !== "0");
            }
        }
    }
}

console.log("lines run by tests, of each assembly:");
for (const [assembly, lines] of [...assemblies].sort()) {
    const run = [...lines.values()].filter(Boolean).length;
    console.log(`${(100 * run / lines.size).toFixed(1).padStart(6)} %  ${String(lines.size).padStart(6)}  ${assembly}`);
}
