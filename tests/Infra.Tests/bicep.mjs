// Reads Bicep with a grammar (tree-sitter), since no compiler is at hand, and holds it against what a compiler would first complain of: syntax, names that nothing
// declares, declarations that nothing uses, and modules that are given other parameters, or asked for other outputs, than they have. Types and the
// properties of resources it does not know. Prints a line for each fault.
import { readFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const functions = new Set(`any array base64 base64ToJson base64ToString bool cidrHost cidrSubnet coalesce concat contains dataUri dataUriToString dateTimeAdd
    dateTimeFromEpoch dateTimeToEpoch deployer deployment empty endsWith environment extensionResourceId fail filter first flatten format getSecret groupBy guid
    indexOf int intersection items join json last lastIndexOf length loadDirectoryFileInfo loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent
    managementGroup managementGroupResourceId map mapValues max min newGuid objectKeys padLeft parseCidr pickZones range reduce reference replace resourceGroup
    resourceId shallowMerge skip sort split startsWith string subscription subscriptionResourceId substring tail take tenant tenantResourceId toLogicalZone toLower
    toObject toUpper trim tryIndexFromEnd union uniqueString uri uriComponent uriComponentToString utcNow
    allowed batchSize description discriminator export maxLength maxValue metadata minLength minValue onlyIfNotExists sealed secure waitUntil retryOn
    az sys`.split(/\s+/));

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const files = new Map();
const faults = [];

function read(path) {
    if (!files.has(path)) files.set(path, declarations(path, parser.parse(readFileSync(path, 'utf8')).rootNode));
    return files.get(path);
}

function declarations(path, root) {
    const file = { path, root, parameters: new Map(), outputs: new Set(), modules: new Map(), names: new Map() };
    for (const node of root.namedChildren) {
        const name = node.namedChildren[0]?.text;
        switch (node.type) {
            case 'parameter_declaration':
                file.parameters.set(name, / = /.test(node.text.split('\n')[0]));
                file.names.set(name, node);
                break;
            case 'output_declaration': file.outputs.add(name); break;
            case 'module_declaration':
                file.modules.set(name, join(dirname(path), node.namedChildren[1].text.slice(1, -1)));
                file.names.set(name, node);
                break;
            case 'variable_declaration':
            case 'resource_declaration': file.names.set(name, node); break;
        }
    }
    return file;
}

function fault(file, node, what) {
    faults.push(`${file.path}:${node.startPosition.row + 1}: ${what}`);
}

function check(path) {
    const file = read(path);
    const used = new Set();
    syntax(file, file.root);
    for (const node of file.root.namedChildren) names(file, node, [new Map([...file.names])], used);
    for (const [name, node] of file.names) {
        // What is deployed need not be spoken of again.
        if (['parameter_declaration', 'variable_declaration'].includes(node.type) && !used.has(name)) fault(file, node, `nothing uses ${name}`);
    }
    for (const [name, target] of file.modules) given(file, name, target);
}

function syntax(file, node) {
    if (node.isError || node.isMissing) return fault(file, node, `syntax: ${node.text.slice(0, 40)}`);
    node.children.forEach(child => syntax(file, child));
}

// Walks a tree with the scopes that it stands in, the innermost last.
function names(file, node, scopes, used) {
    const children = node.namedChildren;
    switch (node.type) {
        case 'identifier': {
            if (scopes.some(scope => scope.has(node.text))) used.add(node.text);
            else if (!functions.has(node.text)) fault(file, node, `nothing declares ${node.text}`);
            return;
        }
        case 'parameter_declaration': case 'variable_declaration': case 'output_declaration': case 'resource_declaration': case 'module_declaration':
            return children.slice(1).forEach(child => names(file, child, scopes, used));
        case 'object': {
            const nested = children.flatMap(child => child.namedChildren).filter(child => child.type === 'resource_declaration');
            const inner = nested.length > 0 ? [...scopes, new Map(nested.map(child => [child.namedChildren[0].text, child]))] : scopes;
            return children.forEach(child => names(file, child, inner, used));
        }
        case 'object_property':
            // A key is a name of its own, unless it is put together.
            return children.filter((child, i) => i > 0 || child.type !== 'identifier').forEach(child => names(file, child, scopes, used));
        case 'for_statement': {
            const loop = children[0].type === 'for_loop_parameters' ? children[0].namedChildren : [children[0]];
            names(file, children[1], scopes, used);
            const inner = [...scopes, new Map(loop.map(child => [child.text, child]))];
            return children.slice(2).forEach(child => names(file, child, inner, used));
        }
        case 'lambda_expression': {
            const inner = [...scopes, new Map(children.slice(0, -1).flatMap(child => child.type === 'identifier' ? [child] : child.namedChildren).map(child => [child.text, child]))];
            return names(file, children.at(-1), inner, used);
        }
        case 'subscript_expression': {
            // The grammar takes `x => list[x]` for `(x => list)[x]`.
            const lambda = children[0].type === 'lambda_expression' ? [...scopes, new Map([[children[0].namedChildren[0].text, children[0]]])] : scopes;
            return children.forEach(child => names(file, child, lambda, used));
        }
        case 'resource_expression': return names(file, children[0], scopes, used);
        case 'member_expression': {
            const [of, member] = children;
            if (of.type === 'member_expression' && of.namedChildren[1].text === 'outputs') {
                const module = of.namedChildren[0].type === 'subscript_expression' ? of.namedChildren[0].namedChildren[0].text : of.namedChildren[0].text.replace(/!$/, '');
                const target = file.modules.get(module);
                if (target && existsSync(target) && !read(target).outputs.has(member.text)) fault(file, member, `${module} has no output ${member.text}`);
            }
            return names(file, of, scopes, used);
        }
        default: children.forEach(child => names(file, child, scopes, used));
    }
}

function given(file, name, target) {
    const node = file.names.get(name);
    if (!existsSync(target)) return fault(file, node, `there is no ${target}`);
    const all = [];
    const collect = at => { if (at.type === 'object_property') all.push(at); at.namedChildren.forEach(collect); };
    collect(node);
    const parameters = all.find(property => property.namedChildren[0].text === 'params')?.namedChildren[1].namedChildren ?? [];
    const keys = new Set(parameters.map(property => property.namedChildren[0].text));
    for (const key of keys) if (!read(target).parameters.has(key)) fault(file, node, `${name} has no parameter ${key}`);
    for (const [key, hasDefault] of read(target).parameters) if (!hasDefault && !keys.has(key)) fault(file, node, `${name} lacks the parameter ${key}`);
}

process.argv.slice(2).forEach(check);
console.log(faults.join('\n'));
process.exitCode = faults.length > 0 ? 1 : 0;
