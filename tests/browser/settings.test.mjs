// What is set about a plan's year, on the pages: the calendar, standing in, items, stages, keys, rules and definitions,
// the picture of lights, the overview, approving together; and a report as two people meet at it.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, open, plans, REAL, segments, settled, startBrowser, startServer } from './harness.mjs';
import { account, session, signedIn } from './people.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no tracking' };
const CALENDAR = ['西元日期,星期,是否放假,備註'];
for (let at = Date.UTC(2026, 0, 1); new Date(at).getUTCFullYear() === 2026; at += 86_400_000) {
  const day = new Date(at).toISOString().slice(0, 10);
  const weekday = new Date(at).getUTCDay();
  const holiday = day === '2026-01-01';
  CALENDAR.push(`${day.replaceAll('-', '')},${'日一二三四五六'[weekday]},${holiday || weekday % 6 === 0 ? 2 : 0},${holiday ? '開國紀念日' : ''}`);
}
let server, browser, admin, plan, cycle, owed, reporter, reviewer;
const base = () => `/plans/${plan.id}`;

before(async () => {
  if (!REAL) return;
  server = await startServer();
  browser = await startBrowser();
  admin = await session(server, server.name, server.password);
  plan = (await plans(server)).find((p) => p.counts.indicators > 20 && p.period);
  assert.equal((await admin('POST', `${base()}/cycles`, { every: 'quarter' })).status, 200);
  const { cycles } = (await admin('GET', `${base()}/cycles`)).body;
  const began = cycles.map((c) => c.cycle).filter((c) => c.phase !== 'planned').at(-1) ?? cycles[0].cycle;
  const until = `${Number(new Date().toISOString().slice(0, 4)) + 1}-12-31`;
  if (began.phase === 'locked') assert.equal((await admin('POST', `${base()}/cycles/${began.id}/reopen`, { until, reason: '補報' })).status, 200);
  if (began.phase === 'planned') assert.equal((await admin('POST', `${base()}/cycles/${began.id}/open`, { day: new Date().toISOString().slice(0, 10), reason: '提前' })).status, 200);
  cycle = began.id;
  owed = (await admin('GET', `${base()}/cycles/${cycle}/obligations`)).body.obligations;
  reporter = await account(admin, 'chen', 'reporter', owed[0].agency);
  reviewer = await account(admin, 'lin', 'reviewer', owed[0].agency);
});
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

const boss = (options) => signedIn(browser, server, server, options);
const report = (o) => `/reports/${plan.id}/${cycle}/${segments(o.node)}`;
const no = async (page, faults) => { await eventually(async () => assert.deepEqual(await axe(page), [])); assert.deepEqual(faults, []); };

it('the calendar of a year is loaded, a typhoon day is set by keyboard and taken back, working days are reckoned', ONLY_REAL, async () => {
  const { page, faults } = await boss();
  await open(page, '/calendar?year=2026');
  await page.getByText('民國115年的辦公日曆表尚未載入').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: '115.csv', mimeType: 'text/csv', buffer: Buffer.from(CALENDAR.join('\n')) });
  await page.getByText('開國紀念日').first().waitFor();
  await page.locator("[data-day='2026-07-09']").focus();
  await page.locator("[data-day='2026-07-09']").click();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: '民國115年7月10日' }).waitFor();
  await page.getByRole('button', { name: '設為停止上班…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('颱風停止上班');
  await page.keyboard.press('Enter');
  await page.locator("[data-day='2026-07-10'].day-special").waitFor();
  await no(page, faults);
  const from = page.getByRole('textbox', { name: '自', exact: true });
  await from.fill('115/7/9');
  await page.getByRole('textbox', { name: /工作日數/ }).fill('1');
  await page.getByText('是 民國115年7月13日').waitFor();
  await page.getByRole('button', { name: '取消另行設定' }).click();
  await page.getByText('是 民國115年7月10日').waitFor();
});

it('somebody stands in for leave, and an end is put to it', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(browser, server, reviewer);
  await open(page, '/delegations');
  await page.getByRole('button', { name: '請人代理…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '代理人' }).fill('nobody-here');
  await dialog.getByText('查無此帳號').waitFor();
  await dialog.getByRole('combobox', { name: '代理人' }).fill('chen');
  const year = new Date().getFullYear() - 1911;
  await dialog.getByRole('textbox', { name: '迄日（含）' }).fill(`${year}年12月31日`);
  await dialog.getByRole('textbox', { name: '理由' }).fill('休假');
  await dialog.getByRole('button', { name: '儲存' }).click();
  await page.getByRole('cell', { name: '代理中' }).waitFor();
  await no(page, faults);
  await page.getByRole('button', { name: /^終止/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '終止' }).click();
  await page.getByText('沒有代理').waitFor();
  assert.equal((await (await session(server, 'lin', reviewer.password))('GET', '/delegations')).body.delegations.filter((d) => d.holds).length, 0);
});

it('an item gets a level, an officer and shares that sum to one; its items are handed over; release is asked and granted', ONLY_REAL, async () => {
  const { page, faults } = await boss();
  await open(page, `${base()}/items`);
  await no(page, faults);
  await page.getByRole('button', { name: /^設定 / }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /列管層級/ }).click();
  await page.getByRole('option', { name: '院列管' }).click();
  await dialog.getByRole('combobox', { name: '承辦人' }).fill('chen');
  for (const agency of ['甲機關', '乙機關']) {
    await dialog.getByPlaceholder('機關').fill(agency);
    await dialog.getByPlaceholder('機關').press('Enter');
  }
  await dialog.getByRole('textbox', { name: '甲機關 的比例' }).fill('0.6');
  await dialog.getByRole('textbox', { name: '乙機關 的比例' }).fill('0.5');
  await dialog.getByText('合計 1.1').waitFor();
  assert.equal(await dialog.getByRole('button', { name: '儲存' }).isDisabled(), true);
  await dialog.getByRole('textbox', { name: '乙機關 的比例' }).fill('0.4');
  await dialog.getByRole('button', { name: '儲存' }).click();
  await page.getByText(/甲機關 0\.6/).waitFor();
  const item = (await admin('GET', `${base()}/items`)).body.items[0];
  assert.deepEqual([item.level, item.officer, item.shares], ['yuan', 'chen', { 乙機關: '0.4', 甲機關: '0.6' }]);
  await page.getByRole('button', { name: '移交承辦項目…' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: /原承辦人/ }).fill('chen');
  await page.getByRole('dialog').getByRole('combobox', { name: '新承辦人' }).fill('lin');
  await page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('職務異動');
  await page.getByRole('dialog').getByRole('button', { name: '移交' }).click();
  await eventually(async () => assert.equal((await admin('GET', `${base()}/items`)).body.items[0].officer, 'lin'));
  for (const [act, state] of [['申請解除列管…', 'asked'], ['同意解除…', 'released'], ['恢復列管…', 'none']]) {
    await page.getByRole('button', { name: /^設定 / }).first().click();
    await page.getByRole('button', { name: act }).click();
    await page.getByRole('dialog').last().getByRole('textbox').last().fill('理由');
    await page.getByRole('dialog').last().getByRole('button', { name: act.replace('…', '') }).click();
    await eventually(async () => assert.equal((await admin('GET', `${base()}/items`)).body.items[0].release, state));
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  }
});

it('stages of review are set and the usual ones come back', ONLY_REAL, async () => {
  const { page, faults } = await boss();
  await open(page, `${base()}/cycles`);
  await page.getByRole('button', { name: '設定關卡…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '加一關' }).click();
  await dialog.getByRole('textbox', { name: '名稱', exact: true }).last().fill('會辦主計');
  await dialog.getByRole('button', { name: '儲存' }).click();
  await page.locator('.stage-way').getByText('會辦主計').waitFor();
  await no(page, faults);
  await page.getByRole('button', { name: '設定關卡…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '恢復預設' }).click();
  await page.locator('.stage-way').getByText('會辦主計').waitFor({ state: 'detached' });
});

it('an agency’s own keys are pasted and saved', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(browser, server, reporter);
  await open(page, `${base()}/keys?agency=${encodeURIComponent(owed[0].agency)}`);
  await page.getByRole('textbox', { name: '試算表裡的欄名' }).fill('案件編號');
  await page.getByRole('button', { name: '從試算表貼上' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(`A-001\t${owed[0].node}\nA-002\t沒有這一項`);
  await page.getByText('填入 1 筆，1 列對不到項目').waitFor();
  await page.getByRole('button', { name: '填入', exact: true }).click();
  await page.getByRole('button', { name: '儲存' }).click();
  await eventually(async () => assert.deepEqual((await admin('GET', `${base()}/keys/${encodeURIComponent(owed[0].agency)}`)).body, { column: '案件編號', keys: { 'A-001': owed[0].node } }));
  await no(page, faults);
});

it('thresholds, a definition with planned values and a weight are set; a light by hand is listed and taken back', ONLY_REAL, async () => {
  const { page, faults } = await boss();
  await open(page, `${base()}/standards`);
  await page.getByRole('button', { name: '修改門檻…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: /^有風險門檻/ }).fill('200');
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  await page.getByRole('dialog').getByText('有風險門檻不可高於達成門檻').waitFor();
  await page.getByRole('dialog').getByRole('textbox', { name: /^有風險門檻/ }).fill('85');
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  const settings = async () => (await admin('GET', `${base()}/evaluation-settings`)).body;
  await eventually(async () => assert.equal((await settings()).rules.near, 85));
  await page.getByRole('button', { name: /^設定… / }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /填報的數/ }).click();
  await page.getByRole('option', { name: '當年累計' }).click();
  await dialog.getByRole('textbox', { name: /第1季/ }).fill('25');
  await dialog.getByRole('button', { name: '儲存' }).click();
  await eventually(async () => assert.equal((await settings()).definitions[0]?.definition.reading, 'year-to-date'));
  assert.equal(Object.values((await settings()).definitions[0].definition.planned)[0], 25);
  await page.getByRole('button', { name: '設定項目權重…' }).click();
  await page.getByRole('dialog').getByRole('option').first().click();
  await page.getByRole('dialog').getByRole('textbox', { name: '權重' }).fill('2.5');
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
  await eventually(async () => assert.equal((await settings()).weights[0]?.weight, 2.5));
  assert.equal((await admin('POST', `${base()}/evaluation/${segments(owed[0].node)}`, { light: 'at-risk', reason: '外部因素' })).status, 200);
  await page.reload();
  await page.getByText('外部因素').waitFor();
  await no(page, faults);
  await page.getByRole('button', { name: /^恢復計算 / }).click();
  await page.getByText('沒有人工判定的燈號').waitFor();
});

it('the picture of lights goes by keyboard, as a table and as CSV', ONLY_REAL, async () => {
  const { page, faults } = await boss();
  await open(page, `${base()}/heatmap`);
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const at = await grid.getAttribute('aria-activedescendant');
  assert.match(at, /^heat-1-\d+$/);
  assert.match(await page.locator(`[id='${at}']`).innerText(), /今天/);
  await no(page, faults);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  assert.match(file.suggestedFilename(), /燈號熱圖\.csv$/);
  await page.getByRole('radio', { name: '表', exact: true }).click();
  await page.getByRole('columnheader', { name: '今天' }).waitFor();
  await no(page, faults);
  await page.getByRole('radio', { name: '圖', exact: true }).click();
  await grid.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/nodes\//);
});

it('the overview shows what needs attention, large, then as a table', ONLY_REAL, async () => {
  const { page, faults } = await boss();
  await open(page, '/overview');
  await page.getByRole('heading', { name: '需要注意' }).waitFor();
  await page.getByRole('tab', { name: /沒有目標/ }).click();
  await page.getByRole('tabpanel').getByRole('columnheader', { name: '理由' }).waitFor();
  await no(page, faults);
  const phone = await boss({ viewport: { width: 390, height: 844 } });
  for (const path of ['/overview', '/calendar', '/delegations', `${base()}/items`, `${base()}/keys`, `${base()}/standards`, `${base()}/heatmap`, `${base()}/cycles`]) {
    await open(phone.page, path);
    await eventually(async () => assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path));
  }
  assert.deepEqual(phone.faults, []);
});

it('two at one report: the words are put together; a comment stands at its field; who has it is seen', ONLY_REAL, async () => {
  const { page, faults } = await signedIn(browser, server, reporter);
  await open(page, report(owed[0]));
  await page.locator('.who-now').getByText('填報').waitFor();
  const field = page.getByRole('textbox', { name: '辦理情形', exact: true });
  await field.waitFor();
  const chen = await session(server, reporter.name, reporter.password);
  assert.equal((await chen('PUT', report(owed[0]), { fields: { text: '甲寫的。' } })).status, 200);
  await field.fill('乙寫的。');
  await page.locator('.conflict').getByRole('button', { name: '合併兩者…' }).click();
  const merged = page.getByRole('textbox', { name: '合併後的內容' });
  assert.equal(await merged.inputValue(), '甲寫的。\n乙寫的。');
  await merged.fill('甲與乙寫的。');
  await page.locator('.conflict').getByRole('button', { name: '採用合併的內容' }).click();
  await eventually(async () => assert.equal((await admin('GET', report(owed[0]))).body.fields.text.value, '甲與乙寫的。'));
  assert.equal((await admin('POST', report(owed[0]), { act: 'comment', field: 'highlights', text: '請補照片' })).status, 200);
  await page.reload();
  await page.locator('.field-remarks').getByText('請補照片').waitFor();
  await page.getByRole('button', { name: '提出意見：重要執行亮點' }).click();
  await page.getByRole('textbox', { name: '對「重要執行亮點」的意見' }).fill('已附在佐證檔案');
  await page.locator('.remark-form').getByRole('button', { name: '提出意見' }).click();
  await page.locator('.field-remarks').getByText('已附在佐證檔案').waitFor();
  await no(page, faults);
});

it('the unremarkable are ticked and approved together', ONLY_REAL, async () => {
  const mine = owed.filter((o) => o.agency === owed[0].agency).slice(1, 3);
  const chen = await session(server, reporter.name, reporter.password);
  for (const o of mine) {
    assert.equal((await chen('PUT', report(o), { fields: { planned: '50', actual: '55', text: '依進度辦理。', highlights: '無', next: '續辦' } })).status, 200);
    const sent = await chen('POST', report(o), { act: 'submit' });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
  }
  const { page, faults } = await signedIn(browser, server, reviewer);
  await open(page, `${base()}/cycles/${cycle}/approvals`);
  await page.getByRole('heading', { name: '批次核可' }).waitFor();
  await page.getByRole('checkbox').first().waitFor();
  await no(page, faults);
  await page.getByRole('button', { name: '全部勾選' }).click();
  await page.getByRole('button', { name: `核可勾選的 ${mine.length} 份` }).click();
  await eventually(async () => { for (const o of mine) assert.equal((await admin('GET', report(o))).body.who.stage, 1); });
  await settled(page);
});
