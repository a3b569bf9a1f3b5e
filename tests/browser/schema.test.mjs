// What editors of text say of the records of the sample, by the schemas that `gongkai schema` writes: nothing of those that
// are right, the place of a mistake, the choices of a key.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath, pathToFileURL } from 'node:url';
import rpc from 'vscode-jsonrpc/node.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.GONGKAI ?? join(repository, 'target/debug/gongkai');
const server = fileURLToPath(new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'gongkai-schema-'));
let child;
let connection;
const waiting = new Map();

before(async () => {
  cpSync(join(repository, 'content'), join(root, 'content'), { recursive: true });
  execFileSync(program, ['schema', '--root', root, '--lang', 'zh'], { stdio: 'ignore' });
  child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  connection = rpc.createMessageConnection(new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const capabilities = { textDocument: { publishDiagnostics: {} }, workspace: { configuration: false } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: pathToFileURL(root).href, capabilities });
  connection.sendNotification('initialized', {});
});

after(() => {
  connection.dispose();
  child.kill();
});

let opened = 0;

/** The schema of a record and its text, with the line that names it. */
function withSchema(text) {
  const key = (pattern) => text.match(new RegExp(`^(?:${pattern}): *(\\S+)`, 'm'))?.[1];
  const [kind, form] = [key('kind|种类'), key('form|格式')];
  const names = readdirSync(join(root, 'schema'));
  const name = names.find((name) => name === (form ? `${kind}.${form}.json` : `${kind}.json`));
  return name && `# yaml-language-server: $schema=${pathToFileURL(join(root, 'schema', name)).href}\n${text}`;
}

/** Opens a text and answers its address and what the editor marks. */
async function open(text) {
  const uri = pathToFileURL(join(root, `record-${++opened}.yaml`)).href;
  const told = new Promise((resolve) => waiting.set(uri, resolve));
  connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  const diagnostics = await told;
  return { uri, messages: diagnostics.map(({ message, range }) => `${range.start.line}: ${message}`) };
}

test('records of the sample are right', async () => {
  const records = readdirSync(root, { recursive: true })
    .filter((path) => /content.*20[0-9-]*[^/]*\.yaml$/.test(path))
    .map((path) => [path, withSchema(readFileSync(join(root, path), 'utf8'))]);
  const known = records.filter(([, text]) => text);
  assert.ok(known.length > 400, `${known.length} of ${records.length} records name a kind and form`);
  const wrong = [];
  for (const [path, text] of known) {
    const { messages } = await open(text);
    wrong.push(...messages.map((message) => `${path}:${message}`));
  }
  assert.deepEqual(wrong, []);
});

test('a key that nobody reads, a wrong choice and a missing title are marked', async () => {
  const { messages } = await open(withSchema('kind: finance\nform: quarterly-account\nperoid: 2026Q2\naudience: everyone\n'));
  assert.equal(messages.length, 3, messages.join('\n'));
  assert.match(messages.join('\n'), /peroid/);
});

test('keys and choices are proposed in the language of the portal', async () => {
  const text = withSchema('kind: finance\nform: quarterly-account\ntitle: 石桥村2026年第二季度财务收支\naudience: \n');
  const { uri } = await open(text);
  const position = { line: 4, character: 10 };
  const { items } = await connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
  const labels = items.map(({ label }) => label);
  assert.ok(labels.includes('public') && labels.includes('members'), labels.join(' '));
  const hover = await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 3, character: 2 } });
  assert.match(JSON.stringify(hover), /标题/);
});
