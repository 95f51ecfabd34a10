// A demonstration says on every page, in print and in what leaves the page that it is made up; and every page of the
// year is full: at a desk and on a phone, with nothing that sticks out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, newPage, open, plans, REAL, signIn, startBrowser, startDemo } from './harness.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no demonstration' };
let server, browser, plan, cycle;

before(async () => {
  if (!REAL) return;
  server = await startDemo('haian-four-year/haian-four-year.txt');
  browser = await startBrowser();
  [plan] = await plans(server);
  cycle = 'q-2028-Q4'; // the one in which simulated time stands
});
afterEach(closePages);
after(async () => {
  await browser?.close();
  await server?.stop();
});

const pages = () => ['/', '/overview', '/work', '/agencies', '/documents', '/search?q=資料', '/admin', '/account', `/plans/${plan.id}`, `/plans/${plan.id}/schedule`,
  `/plans/${plan.id}/indicators`, `/plans/${plan.id}/evaluation`, `/plans/${plan.id}/cycles`, `/plans/${plan.id}/history`, `/plans/${plan.id}/cycles/${cycle}`];

for (const [width, height] of [[1440, 900], [390, 844]])
  it(`every page says 示範, is answered as a page, and fits ${width} px`, ONLY_REAL, async () => {
    const { page, faults } = await newPage(browser, server.url, { viewport: { width, height } });
    const wrong = [];
    page.on('response', (r) => { if (r.status() >= 400) wrong.push(`${r.status()} ${r.url()}`); });
    await signIn(page, server);
    wrong.length = 0;
    for (const path of pages()) {
      await open(page, path);
      assert.match(await page.locator('.demo-banner').innerText(), /示範/, path);
      assert.match(await page.title(), /^［示範］/, path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is wider than the screen`);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(faults, []);
  });

it('print, English and a table that leaves the page say it too; the day is the simulated one', ONLY_REAL, async () => {
  const { page } = await newPage(browser, server.url);
  await signIn(page, server);
  await open(page, `/plans/${plan.id}/cycles/${cycle}`);
  await page.emulateMedia({ media: 'print' });
  assert.match(await page.locator('.print-demo').innerText(), /示範/);
  await page.emulateMedia({ media: 'screen' });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).first().click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^示範-/);
  const [head, first] = readFileSync(await file.path(), 'utf8').split('\r\n');
  assert.match(head, /,demo$/);
  assert.match(first, /,示範$/);
  await open(page, '/overview');
  assert.match(await page.locator('main').innerText(), /118年1月13日/);
  await page.getByRole('button', { name: 'English' }).click();
  assert.match(await page.locator('.demo-banner').innerText(), /Demonstration/);
  assert.deepEqual(await axe(page), []);
});
