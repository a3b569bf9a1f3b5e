// Records filled in by keyboard in the forms of `serve --edit`: saved, checked without a message and equal to what was
// written by hand; a table pasted from a spreadsheet; a conflict; no script; 320 px; axe.

import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.GONGKAI ?? join(repository, 'target/debug/gongkai');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TODAY = '2026-11-23';
const UNIT = 'fengming/shiqiao';

let browser;
let server;
let root;
let first;
before(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-forms-'));
  cpSync(join(repository, 'content'), join(root, 'content'), { recursive: true });
  const copies = mkdtempSync(join(tmpdir(), 'gongkai-copies-'));
  server = spawn(program, ['serve', '--edit', '--root', root, '--port', '0', '--copies', copies, '--lang', 'zh', '--today', TODAY]);
  first = await new Promise((found, failed) => {
    let said = '';
    server.stdout.on('data', (piece) => {
      said += piece;
      const url = /http:\S+token=\w+/.exec(said);
      if (url) found(url[0]);
    });
    server.on('exit', () => failed(new Error(said)));
  });
  browser = await launch();
});
after(async () => { await browser?.close(); server?.kill(); });

/** A page that was let in. */
async function enter(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // How long a page takes depends on what else the machine does.
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  page.wrong = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) page.wrong.push(message.text());
  });
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  // What browsers ask for by themselves need not be there.
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !answer.url().endsWith('/favicon.ico')) page.wrong.push(`${answer.status()} ${answer.url()}`);
  });
  await page.goto(first);
  assert.match(page.url(), /\/_edit\/$/, 'the token is not in the address any more');
  return page;
}

const at = (path) => new URL(path, first).href;

/** Presses Tab until the focus is on the element that `is` describes. */
async function tabTo(page, is) {
  for (let step = 0; step < 600; step++) {
    const isThere = await page.evaluate(is.by, is.what);
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach ${JSON.stringify(is.what)}`);
}

const field = (id) => ({ what: `f-${id}`, by: (what) => document.activeElement.id === what });
const button = (text) => ({ what: text, by: (what) => document.activeElement.matches('button, summary') && document.activeElement.textContent.trim() === what });
const cell = (id, label) => ({
  what: [`f-${id}`, label],
  by: ([id, label]) => document.activeElement.closest('.grid')?.querySelector('textarea').id === id && document.activeElement.getAttribute('aria-label') === label,
});

/** Types into the focused field; days are typed as the browser's own field for days takes them. */
async function type(page, text) {
  const kind = await page.evaluate(() => document.activeElement.type);
  if (kind === 'date') {
    // The parts of a day in the order of the browser's language.
    const [year, month, day] = text.split('-');
    const isMonthFirst = await page.evaluate(() => /^0?3\/0?2/.test(new Date(2001, 2, 2).toLocaleDateString(navigator.language)) && navigator.language.startsWith('en'));
    await page.keyboard.type(isMonthFirst ? `${month}${day}${year}` : `${year}${month}${day}`);
  } else if (kind === 'select-one') {
    await page.keyboard.type(text);
  } else {
    await page.keyboard.type(text);
  }
}

async function fillByKeyboard(page, { fields = {}, opened = [], cells = [] }) {
  for (const [id, text] of Object.entries(fields)) {
    await tabTo(page, field(id));
    await type(page, text);
  }
  for (const [id, label, text] of cells) {
    await tabTo(page, cell(id, label));
    await type(page, text);
  }
  for (const [summary, id, text] of opened) {
    await tabTo(page, button(summary));
    if (!(await page.evaluate(() => document.activeElement.closest('details').open))) await page.keyboard.press('Enter');
    await tabTo(page, field(id));
    await type(page, text);
  }
}

/** What `check` says of a file. */
function messages(path) {
  let said;
  try {
    said = execFileSync(program, ['check', '--root', root, '--today', TODAY, '--format', 'json', '--lang', 'en'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    said = error.stdout;
  }
  return said.split('\n').filter((line) => line.includes(path));
}

async function save(page, text) {
  await tabTo(page, button(text));
  await Promise.all([page.waitForURL(/said=/), page.keyboard.press('Enter')]);
}

const FORMS = [
  {
    what: 'finance/quarterly-account',
    steps: [
      { fields: { title: '石桥村2026年11月财务收支', period: '2026-11' } },
      { fields: { 'account.opening': '12,000.00', 'account.closing': '19,679.50', 'account.handler': '李桂芳', 'account.auditor': '何秀英', 'account.approver': '周正平' } },
      {
        cells: [
          ['account.entries', '日期，第 1 行', '2026-11-03'], ['account.entries', '事项，第 1 行', '鱼塘租金'], ['account.entries', '类别，第 1 行', '发包租赁'],
          ['account.entries', '收入，第 1 行', '8000'], ['account.entries', '凭证，第 1 行', '记1101'],
        ],
      },
      { row: 'account.entries' },
      {
        cells: [
          ['account.entries', '日期，第 2 行', '2026-11-20'], ['account.entries', '事项，第 2 行', '路灯电费'], ['account.entries', '类别，第 2 行', '公共服务'],
          ['account.entries', '支出，第 2 行', '320.50'], ['account.entries', '凭证，第 2 行', '记1102'],
        ],
      },
    ],
    expected: `kind: finance
form: quarterly-account
title: 石桥村2026年11月财务收支
period: 2026-11
status: draft
account:
  opening: 12,000.00
  closing: 19,679.50
  handler: 李桂芳
  auditor: 何秀英
  approver: 周正平
  entries:
    - {date: 2026-11-03, item: 鱼塘租金, category: 发包租赁, in: 8000, voucher: 记1101}
    - {date: 2026-11-20, item: 路灯电费, category: 公共服务, out: 320.50, voucher: 记1102}
`,
  },
  {
    what: 'decision/four-deliberations',
    steps: [
      { fields: { title: '石桥村机耕路维修决定', period: '2026' } },
      { cells: [['course', '完成日期，第 1 行', '2026-11-02']] },
    ],
    expected: `kind: decision
form: four-deliberations
title: 石桥村机耕路维修决定
period: 2026
status: draft
course:
  党支部会提议: 2026-11-02
`,
  },
  {
    what: 'notice/announcement',
    steps: [
      { fields: { title: '石桥村一组抽水泵房维修公告', body: '泵房屋面漏雨，11月25日起换瓦，停水两天。' } },
    ],
    expected: `---
kind: notice
form: announcement
title: 石桥村一组抽水泵房维修公告
status: draft
---

泵房屋面漏雨，11月25日起换瓦，停水两天。
`,
  },
];

test('forms are filled in by keyboard and are what is written by hand', async () => {
  const page = await enter();
  for (const { what, steps, expected } of FORMS) {
    await page.goto(at(`/_edit/new?org=${UNIT}&what=${what}`));
    for (const step of steps) {
      if (step.row) {
        // Enter in the last row makes the next.
        await page.keyboard.press('Enter');
        await page.evaluate((id) => document.getElementById(`f-${id}`).closest('.grid').querySelector('tbody tr:last-child input').focus(), step.row);
      } else {
        await fillByKeyboard(page, step);
      }
    }
    await save(page, '存为草稿');
    const name = `2026-11-23-${what.split('/')[1]}`;
    const end = expected.startsWith('---') ? 'md' : 'yaml';
    const path = `content/${UNIT}/2026/${name}.${end}`;
    assert.equal(readFileSync(join(root, path), 'utf8'), expected);
    assert.deepEqual(messages(name), [], what);
  }
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test('a table of 200 rows is pasted with its heads', async () => {
  const page = await enter();
  await page.goto(at(`/_edit/new?org=${UNIT}&what=finance/monthly-account`));
  await page.locator('#f-title').fill('石桥村2026年10月财务收支');
  await page.locator('#f-period').fill('2026-10');
  const rows = Array.from({ length: 200 }, (_, at) => ['2026-10-20', `路灯电费${at + 1}`, '公共服务', '', `${at + 1}.50`, `记${at + 1}`]);
  const text = [['日期', '事项', '类别', '收入（元）', '支出（元）', '凭证'], ...rows].map((row) => row.join('\t')).join('\r\n');
  await page.evaluate((text) => {
    const input = document.querySelector('.grid[data-grid] tbody input');
    const data = new DataTransfer();
    data.setData('text', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  assert.equal(await page.locator('.grid tbody tr').first().locator('xpath=..').locator('tr').count(), 200);
  assert.match(await page.locator('.grid [role=status]').first().innerText(), /粘贴了 200 行/);
  // An amount shows its thousands apart, but in the cell that is written in; what is saved is what was written.
  const amount = page.locator('.grid tbody tr').nth(1).locator('input[inputmode=decimal]').nth(1);
  await amount.fill('12345.60');
  assert.equal(await amount.inputValue(), '12345.60');
  await page.locator('#f-title').focus();
  assert.equal(await amount.inputValue(), '12,345.60');
  await amount.focus();
  assert.equal(await amount.inputValue(), '12345.60');
  await Promise.all([page.waitForURL(/said=saved/), page.getByRole('button', { name: '存为草稿' }).click()]);
  const saved = readFileSync(join(root, `content/${UNIT}/2026/2026-11-23-monthly-account.yaml`), 'utf8');
  assert.equal(saved.split('\n').filter((line) => line.startsWith('    - {')).length, 200);
  assert.ok(saved.includes('item: 路灯电费2, category: 公共服务, out: 12345.60, voucher: 记2'), saved.slice(0, 900));
  assert.ok(saved.includes('    - {date: 2026-10-20, item: 路灯电费200, category: 公共服务, out: 200.50, voucher: 记200}\n'));
  await page.context().close();
});

test('messages stand beside their field while somebody types, and the page beside them', async () => {
  const page = await enter();
  await page.goto(at(`/_edit/new?org=${UNIT}&what=finance/quarterly-account`));
  await page.locator('#f-title').fill('边写边看的标题');
  await page.locator('[id="f-account.opening"]').fill('一百');
  await page.locator('[id="s-account.opening"] .error').waitFor();
  await page.locator('[id="f-account.opening"]').fill('100');
  await page.locator('[id="s-account.opening"] .error').waitFor({ state: 'detached' });
  await page.frameLocator('.preview iframe').getByRole('heading', { name: '边写边看的标题' }).waitFor();
  assert.ok(!existsSync(join(root, 'content', UNIT, '2026/2026-11-23-quarterly-account-2.yaml')), 'nothing was saved');
  await page.context().close();
});

test('who comes second is shown both', async () => {
  const folder = join(root, 'content', UNIT, '2026');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '2026-11-22-both.yaml');
  writeFileSync(file, 'kind: notice\ntitle: 停水通知\nstatus: draft\nplain: 停水两天 # 暂定\n');
  const page = await enter();
  await page.goto(at(`/_edit/record/${UNIT}/2026/2026-11-22-both`));
  await page.locator('#f-plain').fill('停水三天');
  writeFileSync(file, 'kind: notice\ntitle: 停水通知\nstatus: draft\nplain: 停水一天 # 暂定\n');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('heading', { name: '两边都改过' }).waitFor();
  assert.match(await page.locator('table.both').innerText(), /停水一天[\s\S]*停水三天/);
  await look(page, 'conflict');
  await Promise.all([page.waitForURL(/said=saved/), page.getByRole('button', { name: '用我填的' }).click()]);
  assert.equal(readFileSync(file, 'utf8'), 'kind: notice\ntitle: 停水通知\nstatus: draft\nplain: 停水三天 # 暂定\n');
  await page.context().close();
});

test('without script rows are lines', async () => {
  const page = await enter({ javaScriptEnabled: false });
  await page.goto(at(`/_edit/new?org=${UNIT}&what=finance/special-fund`));
  await page.locator('#f-title').fill('专项资金');
  const area = page.locator('.grid textarea').first();
  await area.fill('2026-11-03\t拨款\t\t500');
  await Promise.all([page.waitForURL(/said=saved/), page.getByRole('button', { name: '存为草稿' }).click()]);
  assert.match(readFileSync(join(root, `content/${UNIT}/2026/2026-11-23-special-fund.yaml`), 'utf8'), /- \{date: 2026-11-03, item: 拨款, in: 500\}/);
  await page.context().close();
});

/** Nothing scrolls sideways at 320 px, and axe finds nothing; pictures go where `PICTURES` says. */
async function look(page, name) {
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} scrolls sideways by ${wide} at ${width} px`);
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}-${width}.png`), fullPage: width < 1280 });
    if (await page.evaluate(() => !window.axe)) await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'], iframes: false }));
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], `${name} at ${width} px`);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, .button, select, input:not([type=hidden], [type=radio], [type=checkbox]), label:has([type=radio], [type=checkbox])')]
      .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43).map((node) => node.outerHTML.slice(0, 80)));
    assert.deepEqual(small, [], `${name} at ${width} px`);
  }
}

for (const colorScheme of ['light', 'dark']) {
  test(`every page of the forms, ${colorScheme}: 320 px and axe`, async () => {
    const page = await enter({ bypassCSP: true, colorScheme });
    const record = 'fengming/2026/2026-11-22-winter-relief-draft';
    for (const [name, path] of [
      ['list', `/_edit/?org=${UNIT}`],
      ['choose', `/_edit/new?org=${UNIT}`],
      ['new-account', `/_edit/new?org=${UNIT}&what=finance/quarterly-account`],
      ['new-notice', `/_edit/new?org=${UNIT}&what=notice/name-list`],
      ['new-decision', `/_edit/new?org=${UNIT}&what=decision/four-deliberations`],
      ['record', `/_edit/record/${record}`],
      ['history', `/_edit/history/${record}`],
    ]) {
      await page.goto(at(path));
      await page.evaluate(() => document.querySelectorAll('details').forEach((node, at) => { if (at < 3) node.open = true; }));
      await look(page, `${name}-${colorScheme}`);
    }
    await page.context().close();
  });
}
