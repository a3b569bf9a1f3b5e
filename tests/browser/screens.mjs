// How far a reader scrolls on a phone for five errands, in the usual view and in that for elders: `npm run screens`. The
// figures are screens of 390 x 844 from the top of the page to what the errand is about, and links on the way from the home page.

import { fileUrl, launch, pages, TODAY } from './site.mjs';

const PHONE = { width: 390, height: 844 };
const village = 'fengming/shiqiao/index.html';
const newest = (end) => pages.filter(({ path }) => path.startsWith('fengming/shiqiao/2026/') && path.endsWith(end)).at(-1)?.path;

/** The errand, the pages that lead to it from the home page, and what it is about on the last one. */
const ERRANDS = [
  ['whom to call in my village', ['index.html', village], '#contact ~ ul .tel'],
  ['what I may object to, and until when', ['index.html', village], '#windows'],
  ['what is left of the money of my village', ['index.html', village, newest('-finance-q3.html')], 'dl.eq .is, .eld:last-of-type'],
  ['whether my household is on the list', ['index.html', village, newest('-aid-november.html')], 'table tbody tr, .eld'],
  ['who is late, and with what', ['index.html', 'coverage/index.html'], '#main table, #main .grid, #main .rows'],
];

const browser = await launch();
const page = await browser.newPage({ viewport: PHONE });
await page.clock.setFixedTime(new Date(`${TODAY}T09:00:00`));
console.log('| errand | links | screens | screens, view for elders |\n|---|---:|---:|---:|');
for (const [errand, way, about] of ERRANDS) {
  const found = [];
  for (const tree of ['', 'elder/']) {
    await page.goto(fileUrl(tree + way.at(-1)));
    const seen = await page.evaluate((what) => {
      const nodes = [...document.querySelectorAll(what)].map((node) => node.getBoundingClientRect()).filter((box) => box.height > 0);
      return nodes.length ? (nodes[0].bottom + scrollY) / 844 : null;
    }, about);
    found.push(seen === null ? 'not found' : seen.toFixed(1));
  }
  console.log(`| ${errand} | ${way.length - 1} | ${found.join(' | ')} |`);
}
await browser.close();
