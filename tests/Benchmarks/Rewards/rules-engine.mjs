// The same policy in json-rules-engine: one rule for eligibility and one for each marginal tier, whose success events calculate the amount. There are no explanations.
// The first input line is the path of the contracts. Each line "run" is answered with the processor time (ns per contract) and the sum in fen.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
const { Engine } = createRequire(import.meta.url)('json-rules-engine');

const tiers = [[0, 0.01], [500_000_000, 0.005], [2_000_000_000, 0.002]];
const engine = new Engine([], { allowUndefinedFacts: true });
engine.addRule({
    conditions: {
        all: [
            { fact: 'registeredYear', operator: 'equal', value: 2026 },
            { fact: 'inZone', operator: 'equal', value: true },
            { fact: 'kind', operator: 'in', value: ['D1', 'D2', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'C1', 'C2', 'C3', 'C4', 'S1', 'S2'] },
            { fact: 'paymentMode', operator: 'notEqual', value: 'equity' },
            { fact: 'valueStatus', operator: 'notEqual', value: 'undetermined' },
            { fact: 'relatedParty', operator: 'equal', value: false },
        ],
    },
    event: { type: 'eligible' },
});
tiers.forEach(([above, rate], i) => engine.addRule({
    conditions: { all: [{ fact: 'technicalFen', operator: 'greaterThan', value: above }] },
    event: { type: 'tier', params: { above, upTo: tiers[i + 1]?.[0] ?? Infinity, rate } },
}));

async function amountOf(contract) {
    const { events } = await engine.run(contract);
    if (!events.some(e => e.type === 'eligible')) return 0;
    let exact = 0;
    for (const { type, params } of events) if (type === 'tier') exact += (Math.min(contract.technicalFen, params.upTo) - params.above) * params.rate;
    const amount = Math.min(Math.round(exact), 20_000_000);
    return amount < 100_000 ? 0 : amount;
}

let contracts;
for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'run') { contracts = JSON.parse(readFileSync(line, 'utf8')); console.log(contracts.length); continue; }
    let sum = 0;
    const start = process.cpuUsage();
    for (const contract of contracts) sum += await amountOf(contract);
    const { user, system } = process.cpuUsage(start);
    console.log(`${(user + system) * 1000 / contracts.length} ${sum}`);
}
