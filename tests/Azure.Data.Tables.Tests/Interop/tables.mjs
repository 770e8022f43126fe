// What the official JavaScript client does with the same tables. One JSON command on stdin, its answer on stdout.
// A property travels as { type, value } with its EDM type's name and its value as text, so that nothing is lost on the way.
import { AzureNamedKeyCredential, TableClient, generateAccountSas, odata } from "@azure/data-tables";
import { text } from "node:stream/consumers";

const command = JSON.parse(await text(process.stdin));
const credential = new AzureNamedKeyCredential(command.account, command.key);
const client = new TableClient(command.endpoint, command.table, credential, { allowInsecureConnection: true });

const toEdm = ({ type, value }) => {
  if (type === "Boolean") return value === "true";
  if (type === "Int32") return { type, value: Number(value) };
  if (type === "Double") return { type, value: Number.isFinite(Number(value)) ? Number(value) : value };
  return { type, value };
};

const toEntity = ({ partitionKey, rowKey, properties }) => ({
  partitionKey,
  rowKey,
  ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, toEdm(value)])),
});

const fromEntity = ({ partitionKey, rowKey, etag, timestamp, "odata.metadata": _, ...properties }) => ({
  partitionKey,
  rowKey,
  etag,
  properties: Object.fromEntries(Object.entries(properties).map(([name, { type, value }]) => [name, { type, value: String(value) }])),
});

const actions = {
  async write({ entities }) {
    for (const entity of entities) await client.createEntity(toEntity(entity));
    return [];
  },
  async transact({ operations }) {
    const answer = await client.submitTransaction(
      operations.map(({ kind, entity, mode }) => (mode ? [kind, toEntity(entity), mode] : [kind, toEntity(entity)])),
    );
    return answer.subResponses.map(({ status }) => status);
  },
  async read({ keys }) {
    const read = [];
    for (const [partitionKey, rowKey] of keys) {
      read.push(fromEntity(await client.getEntity(partitionKey, rowKey, { disableTypeConversion: true })));
    }
    return read;
  },
  async query({ filter }) {
    const found = [];
    for await (const entity of client.listEntities({ queryOptions: { filter }, disableTypeConversion: true })) found.push(fromEntity(entity));
    return found;
  },
  async filter({ value }) {
    return odata`Value eq ${value}`;
  },
  async sas() {
    return generateAccountSas(credential, {
      services: { table: true },
      resourceTypes: "sco",
      permissions: { query: true, write: true, delete: true, list: true, add: true, update: true },
    });
  },
};

process.stdout.write(JSON.stringify(await actions[command.action](command)));
