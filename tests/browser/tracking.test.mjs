// The year of a plan as its people see it: a cycle is opened, an item is filed and saves itself, two people meet in one
// field, what is missing is said, a reviewer returns and approves, and the lights say why.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, newPage, open, plans, REAL, segments, settled, startBrowser, startServer } from './harness.mjs';
import { account, session as sessionOf, signedIn as signedInTo } from './people.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no tracking' };
let server, browser, plan, cycle, item;
const session = (name, password) => sessionOf(server, name, password);

const signedIn = (who, options) => signedInTo(browser, server, who, options);

let admin, reporter, reviewer;
before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  admin = await session(server.name, server.password);
  plan = (await plans(server)).find((p) => p.counts.indicators > 20 && p.period);
  assert.equal((await admin('POST', `/plans/${plan.id}/cycles`, { every: 'quarter', opens_after: 1, due_after: 10, remind_before: 3, grace: 3, auto_lock: true })).status, 200);
  const { cycles } = (await admin('GET', `/plans/${plan.id}/cycles`)).body;
  // One that began: open, or opened again.
  const began = cycles.map((c) => c.cycle).filter((c) => c.phase !== 'planned').at(-1) ?? cycles[0].cycle;
  const today = new Date().toISOString().slice(0, 10);
  const until = `${Number(today.slice(0, 4)) + 1}-12-31`;
  if (began.phase === 'locked') assert.equal((await admin('POST', `/plans/${plan.id}/cycles/${began.id}/reopen`, { until, reason: '補報' })).status, 200);
  if (began.phase === 'planned') assert.equal((await admin('POST', `/plans/${plan.id}/cycles/${began.id}/open`, { day: today, reason: '提前' })).status, 200);
  cycle = began.id;
  const { obligations } = (await admin('GET', `/plans/${plan.id}/cycles/${cycle}/obligations`)).body;
  item = obligations[0];
  reporter = await account(admin, 'chen', 'reporter', item.agency);
  reviewer = await account(admin, 'lin', 'reviewer', item.agency);
});
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

const address = () => `/reports/${plan.id}/${cycle}/${segments(item.node)}`;
const box = (page, name) => page.getByRole('textbox', { name, exact: true });
const kept = async (field) => (await admin('GET', address())).body.fields[field]?.value;

it('from my work to a report that saves itself, submitted when nothing is missing', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(reporter);
  await open(page, '/work');
  assert.deepEqual(await axe(page), []);
  await page.getByRole('link', { name: item.title }).first().click();
  await page.waitForURL((u) => u.pathname === address().replaceAll('%2F', '/'));
  await settled(page);
  await box(page, '預定進度（%）').fill('60');
  await box(page, '實際進度（%）').fill('45');
  await box(page, '辦理情形').fill('三個場域已裝設完成。');
  await eventually(async () => assert.equal(await kept('text'), '三個場域已裝設完成。'));
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: '送出審核' }).click();
  await page.getByRole('alert').getByText('落後原因').waitFor();
  assert.equal((await admin('GET', address())).body.state, 'draft');
  await box(page, '落後原因').fill('材料晚到。');
  await box(page, '因應對策').fill('分批交貨。');
  await page.getByRole('button', { name: '送出審核' }).click();
  await eventually(async () => assert.equal((await admin('GET', address())).body.state, 'submitted'));
  await page.getByRole('button', { name: '送出審核' }).waitFor({ state: 'detached' });
  assert.equal(await kept('behind_reason'), '材料晚到。');
  assert.deepEqual(faults, []);
});

it('a reviewer returns it with a reason, on a phone; the office sees it come back', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(reviewer, { viewport: { width: 390, height: 844 } });
  await open(page, '/work');
  await page.getByRole('heading', { name: /待審核/ }).waitFor();
  await open(page, address());
  await page.getByText('材料晚到。').waitFor();
  assert.equal(await page.getByRole('textbox', { name: '辦理情形', exact: true }).count(), 0, 'a reviewer reads, and does not rewrite');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await page.getByRole('button', { name: '退回…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('請補附件');
  await page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
  await eventually(async () => assert.equal((await admin('GET', address())).body.state, 'returned'));
  const other = await signedIn(reporter);
  await open(other.page, '/work');
  await other.page.getByRole('heading', { name: /被退回/ }).waitFor();
  assert.deepEqual(faults, []);
});

it('two people in one field: both are shown, one is chosen, nothing is overwritten unseen', ONLY_REAL, async () => {
  const { page } = await signedIn(reporter);
  await open(page, address());
  await box(page, '重要執行亮點').waitFor();
  const chen = await session(reporter.name, reporter.password);
  assert.equal((await chen('PUT', address(), { fields: { highlights: '另一位寫的' } })).status, 200);
  await box(page, '重要執行亮點').fill('我寫的');
  const bar = page.locator('.conflict');
  await bar.waitFor();
  await bar.getByText('另一位寫的').waitFor();
  assert.equal(await kept('highlights'), '另一位寫的');
  await bar.getByRole('button', { name: '採用' }).first().click();
  await eventually(async () => assert.equal(await kept('highlights'), '我寫的'));
});

it('approved through both stages it is locked, and the lights say why', ONLY_REAL, async () => {
  const chen = await session(reporter.name, reporter.password);
  assert.equal((await chen('POST', address(), { act: 'submit' })).status, 200);
  const { page, faults } = await signedIn(reviewer);
  await open(page, address());
  await page.getByRole('button', { name: '核可' }).click();
  await eventually(async () => assert.equal((await admin('GET', address())).body.who.stage ?? 1, 1));
  assert.equal((await admin('POST', address(), { act: 'approve' })).status, 200);
  const boss = await signedIn(server);
  await open(boss.page, '/overview');
  await boss.page.getByRole('link', { name: plan.title }).first().waitFor();
  assert.deepEqual(await axe(boss.page), []);
  await open(boss.page, `/plans/${plan.id}/evaluation`);
  await boss.page.getByText(/^因為/).first().waitFor();
  assert.deepEqual(await axe(boss.page), []);
  await open(boss.page, `/plans/${plan.id}/nodes/${segments(item.node)}`);
  await boss.page.locator('.node-light').getByText(/45%，預定 60%/).waitFor();
  await open(boss.page, `/plans/${plan.id}/cycles/${cycle}`);
  await boss.page.getByText('已核可').first().waitFor();
  assert.deepEqual(await axe(boss.page), []);
  assert.deepEqual([...faults, ...boss.faults], []);
});

it('who has no account sees no tracking', ONLY_REAL, async () => {
  const { page } = await newPage(browser, server.url);
  for (const path of ['/work', '/overview', address()]) {
    await open(page, path);
    await page.getByRole('link', { name: '登入' }).first().waitFor();
    assert.equal(await page.getByText('材料晚到。').count(), 0);
  }
});
