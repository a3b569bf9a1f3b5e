// Pictures of the sample county for the README and the documents: `npm run pictures` writes docs/pictures/ anew.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexed, pixels } from './png.mjs';
import { fileUrl, launch, TODAY } from './site.mjs';

const KIB = 1024;
const LIMIT = 60 * KIB;
const PHONE = { width: 390, height: 780, scale: 1 };
const DESK = { width: 1280, height: 1000, scale: 0.75 };

const PICTURES = {
  'home-phone': { path: 'index.html', ...PHONE },
  'home-desk': { path: 'index.html', ...DESK },
  'village-phone': { path: 'fengming/shiqiao/index.html', ...PHONE },
  'village-desk': { path: 'fengming/shiqiao/index.html', ...DESK },
  'account-phone': { path: 'fengming/shiqiao/2026/2026-10-12-finance-q3.html', ...PHONE },
  'account-desk': { path: 'fengming/shiqiao/2026/2026-10-12-finance-q3.html', ...DESK, height: 1250 },
  'appraisal-phone': { path: 'qingxi/2026/2026-08-18-verification.html', ...PHONE },
  'appraisal-desk': { path: 'qingxi/2026/2026-08-18-verification.html', ...DESK, height: 1350 },
  'notice-elder': { path: 'elder/fengming/shiqiao/2026/2026-11-19-aid-november.html', ...PHONE },
  'village-dark': { path: 'fengming/shiqiao/index.html', ...PHONE, colorScheme: 'dark' },
};

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [name, { path, width, height, scale, colorScheme = 'light' }] of Object.entries(PICTURES)) {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width, height }, deviceScaleFactor: scale, colorScheme });
  const page = await context.newPage();
  // The clock of the reader is that of the sample, so that the days left are the same whenever the pictures are made.
  await page.clock.setFixedTime(new Date(`${TODAY}T09:00:00`));
  await page.goto(fileUrl(path));
  const picture = indexed(await pixels(page, await page.screenshot()));
  if (picture.length > LIMIT) throw new Error(`${name}: ${picture.length} bytes are more than ${LIMIT}`);
  writeFileSync(join(folder, `${name}.png`), picture);
  console.log(`${name}.png ${Math.round(picture.length / KIB)} KiB`);
  await context.close();
}
await browser.close();
