// A plan is revised and its meetings are followed, as their people do it: changes are made in the revision's desk, seen
// before and after, approved with a legal act; minutes are settled, and what was decided goes to who does it and back.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, newPage, open, plans, REAL, segments, settled, startBrowser, startServer } from './harness.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no revisions' };
let server, browser, plan, admin, officer, reporter, node;

async function session(name, password) {
  const { csrf } = await (await fetch(`${server.url}/api/session`)).json();
  const signed = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ name, password }) });
  assert.equal(signed.status, 200, await signed.clone().text());
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const token = (await signed.json()).csrf;
  return async (method, path, body) => {
    const answer = await fetch(`${server.url}/api${path}`, { method, headers: { cookie, 'X-CSRF-Token': token, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
}

async function account(name, role, agency) {
  const made = await admin('POST', '/accounts', { name, display: name, roles: [{ role, ...(agency ? { agency } : {}) }] });
  assert.ok(made.status < 300, JSON.stringify(made.body));
  return { name, password: made.body.password };
}

async function signedIn(who, options = {}) {
  const made = await newPage(browser, server.url, options);
  await open(made.page, '/sign-in');
  await made.page.fill('input[autocomplete=username]', who.name);
  await made.page.fill('input[autocomplete=current-password]', who.password);
  await made.page.keyboard.press('Enter');
  await made.page.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
  return made;
}

before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  admin = await session(server.name, server.password);
  plan = (await plans(server)).find((p) => p.counts.indicators > 20 && p.period);
  officer = await account('wang', 'officer');
  const outline = (await admin('GET', `/plans/${plan.id}/outline`)).body;
  const row = outline.lead.findIndex((lead, i) => lead.length > 0 && outline.indicators[i] > 0);
  const at = row >= 0 ? row : outline.lead.findIndex((lead) => lead.length > 0);
  node = { id: outline.id[at], title: outline.title[at], lead: outline.lead[at][0] };
  reporter = await account('chen', 'reporter', node.lead);
});
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

const NEW = '改名後的項目';
const button = (page, name) => page.getByRole('button', { name, exact: true });
const box = (page, name) => page.getByRole('textbox', { name, exact: true });
const office = () => session(officer.name, officer.password);

it('the agency drafts a revision of what it leads, and its desk writes into the revision only', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(reporter);
  await open(page, `/plans/${plan.id}/revisions`);
  assert.deepEqual(await axe(page), []);
  await button(page, '草擬修正案…').click();
  await box(page, '名稱').fill('名稱更正');
  await box(page, '修正理由').fill('與核定本一致');
  await button(page, '草擬修正案').click();
  await page.waitForURL((u) => u.pathname.endsWith('/revisions/1/edit'));
  await open(page, `/plans/${plan.id}/revisions/1/edit?node=${encodeURIComponent(node.id)}`);
  await page.locator('.editor-fields textarea').first().fill(NEW);
  await button(page, '儲存').click();
  await eventually(async () => assert.equal((await (await office())('GET', `/plans/${plan.id}/revisions/1`)).body.changes, 1));
  assert.deepEqual(await axe(page), []);
  assert.equal((await admin('GET', `/plans/${plan.id}/nodes/${segments(node.id)}`)).body.node.title, node.title);
  await open(page, `/plans/${plan.id}/revisions/1`);
  await settled(page);
  assert.match(await page.locator('.revision-changes').innerText(), new RegExp(NEW));
  assert.match(await page.locator('.change-tree').innerText(), new RegExp(NEW.slice(0, 2)));
  await button(page, '提出').click();
  await eventually(async () => assert.match(await page.locator('.page-head').innerText(), /已提出/));
  assert.deepEqual(faults, []);
});

it('the plan’s office approves it with a legal act, and it becomes an edition', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(officer);
  await open(page, '/work');
  await page.getByRole('link', { name: '名稱更正' }).click();
  await page.locator('h1', { hasText: '名稱更正' }).waitFor();
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await button(page, '定案…').click();
  assert.equal(await button(page, '定案').isDisabled(), true);  // no act yet
  await box(page, '機關').fill('行政院');
  await box(page, '公文日期').fill('115/12/20');
  await box(page, '文號').fill('院臺字第1150000001號');
  await button(page, '定案').click();
  await eventually(async () => assert.match(await page.locator('.page-head').innerText(), /已定案/));
  assert.equal((await admin('GET', `/plans/${plan.id}/nodes/${segments(node.id)}`)).body.node.title, NEW);
  await open(page, `/plans/${plan.id}/revisions`);
  assert.match(await page.locator('.acts').innerText(), /院臺字第1150000001號/);
  await open(page, `/plans/${plan.id}/diff?from=1&to=2&node=${encodeURIComponent(node.id)}`);
  assert.match(await page.locator('.change-tree').innerText(), new RegExp(NEW.slice(0, 2)));
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
});

it('a meeting is recorded, an action goes to who does it, and the office confirms it', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(officer);
  await open(page, `/plans/${plan.id}/meetings`);
  assert.deepEqual(await axe(page), []);
  await button(page, '設立小組…').click();
  await box(page, '名稱').fill('智慧推動小組');
  await button(page, '儲存').click();
  await eventually(async () => assert.match(await page.locator('.groups').innerText(), /下次應於/));
  await button(page, '登錄會議…').click();
  await box(page, '日期').fill('115/5/4');
  await button(page, '加一案').click();
  await box(page, '案由').fill('進度檢討');
  await box(page, '決議').fill('請加速辦理');
  await page.getByText('會議已召開').click();
  await button(page, '儲存').click();
  await page.waitForURL((u) => /\/meetings\/\d+$/.test(u.pathname));
  await settled(page);
  await button(page, '列管一項…').click();
  await box(page, '應辦事項').fill('提出趕工計畫');
  await page.fill('#action-agency', node.lead);
  await box(page, '期限').fill('115/6/30');
  await button(page, '儲存').click();
  await eventually(async () => assert.match(await page.locator('.action-list').innerText(), /提出趕工計畫/));
  await button(page, '紀錄定稿').click();
  await eventually(async () => assert.match(await page.locator('.page-head').innerText(), /紀錄已定稿/));
  assert.deepEqual(await axe(page), []);

  const theirs = await signedIn(reporter);
  await open(theirs.page, '/work');
  await settled(theirs.page);
  await button(theirs.page, '報請解除列管…').click();
  await theirs.page.locator('.dialog textarea').fill('計畫已函送');
  await button(theirs.page, '報請解除列管').click();
  await eventually(async () => assert.equal((await (await office())('GET', '/actions?state=claimed')).body.actions.length, 1));

  await open(page, '/work');
  await settled(page);
  assert.deepEqual(await axe(page), []);
  await button(page, '解除列管').click();
  await eventually(async () => assert.equal((await (await office())('GET', '/actions?state=done')).body.actions.length, 1));
  assert.deepEqual(faults, []);
  assert.deepEqual(theirs.faults, []);
});

it('nothing runs over the edge of a telephone', ONLY_REAL, async () => {
  const { page } = await signedIn(officer, { viewport: { width: 390, height: 844 } });
  const meeting = (await (await office())('GET', '/meetings')).body.meetings[0].id;
  for (const at of [`/plans/${plan.id}/revisions`, `/plans/${plan.id}/revisions/1`, `/plans/${plan.id}/meetings`, `/meetings/${meeting}`, '/meetings']) {
    await open(page, at);
    await settled(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), at);
  }
});
