// The elder view reads a page aloud where the browser has a voice, and only when asked to; the voice is a stand-in that
// keeps what it is given.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileUrl, launch, speakWith, types } from './site.mjs';

const RECORD = types.find(({ name }) => name === 'record-finance').path;

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A page of the elder view whose browser has `voices`; `window.spoken` are the sentences so far. */
async function open(path, voices) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  await context.addInitScript(speakWith, voices);
  const page = await context.newPage();
  await page.goto(fileUrl(path));
  return page;
}

/** Lets the voice end one sentence. */
const goOn = (page) => page.evaluate(() => window.current?.onend());
const texts = (page) => page.evaluate(() => window.spoken.map((one) => one.text));
const pressed = (page) => page.locator('button.read').getAttribute('aria-pressed');

test('aloud: the elder view reads the main text when asked, and stops when asked again', async () => {
  const page = await open(`elder/${RECORD}`, [{ lang: 'en-US', default: true }, { lang: 'zh-CN' }]);
  const button = page.getByRole('button', { name: '朗读本页' });
  assert.ok(await button.isVisible());
  assert.ok((await button.boundingBox()).height >= 60);
  assert.deepEqual(await texts(page), [], 'nothing is read before the button is pressed');
  assert.equal(await pressed(page), 'false');

  await button.click();
  assert.equal(await pressed(page), 'true');
  const title = (await page.locator('h1').innerText()).trim();
  assert.equal((await texts(page))[0], title);
  assert.equal(await page.evaluate(() => window.spoken[0].voice.lang), 'zh-CN');
  await goOn(page);
  await goOn(page);
  assert.equal((await texts(page)).length, 3);

  await button.click();
  assert.equal(await pressed(page), 'false');
  assert.equal(await page.evaluate(() => window.current), null, 'the voice is silent');

  // What the voice says of a sentence that was cut off does not push the reading on.
  await button.click();
  await page.evaluate(() => window.spoken[2].onend());
  assert.deepEqual((await texts(page)).slice(3), [title], 'it begins again, with one sentence at a time');
  await page.context().close();
});

test('aloud: every sentence is read once, in order, without what is hidden or drawn', async () => {
  const page = await open(`elder/${RECORD}`, [{ lang: 'zh-CN' }]);
  await page.locator('button.read').click();
  for (let step = 0; step < 3000 && (await page.evaluate(() => window.current)); step++) await goOn(page);
  assert.equal(await pressed(page), 'false', 'at the end the button is free again');
  const read = await texts(page);
  const whole = read.join('\n');
  const plain = (await page.locator('.plain').innerText()).trim();
  assert.ok(whole.replace(/\n/g, '').includes(plain.replace(/\s+/g, ' ')), 'the plain words are read');
  assert.ok(whole.includes('看不懂、有疑问、不同意'), 'whom to ask is read');
  assert.ok(read.every((one) => one.length <= 161), 'a sentence is short enough for any voice');
  assert.ok(!whole.includes('朗读本页'), 'the button does not read itself');
  const drawn = await page.locator('svg title').first().textContent();
  assert.ok(!read.includes(drawn), 'pictures are not read: their table is');
  await page.context().close();
});

test('aloud: there is no button without a voice, and none in the ordinary view', async () => {
  const silent = await open(`elder/${RECORD}`, []);
  assert.equal(await silent.locator('button.read').count(), 0);
  await silent.context().close();
  const ordinary = await open(RECORD, [{ lang: 'zh-CN' }]);
  assert.ok(!(await ordinary.locator('button.read').isVisible()));
  await ordinary.context().close();
});
