// The officer's desk as an officer uses it, against the real server: from a dropped document to a published edition, what
// changed between two editions, reading again, and two officers at one draft.
import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { axe, closePages, eventually, newPage, open, REAL, settled, signIn, startBrowser, startServer } from './harness.mjs';

const ONLY_REAL = { skip: REAL ? false : 'the stand-in has no desk' };
let server, browser;
before(async () => { if (!REAL) return; server = await startServer(); browser = await startBrowser(); });
afterEach(closePages);
after(async () => { await browser?.close(); await server?.stop(); });

// A plan with mistakes: four measures are declared and three are there, and the yearly targets do not make the whole.
const plan = (name, extra = '') => `# ${name}智慧鎮政計畫

${name}公所

中華民國113年1月

## 壹、推動策略與措施

本計畫設定 2 項策略及 4 項措施。

### 策略 1 便捷的公共服務

以鎮民生活為核心，重新設計申辦流程。

#### 措施 1-1 建置數位櫃檯

於各里辦公處設置數位櫃檯，由專人協助操作。期程自113年1月至114年12月。

主辦機關：民政課；協辦機關：資訊室

#### 措施 1-2 推動線上申辦

分年完成流程線上化。

主辦機關：民政課
${extra}
### 策略 2 安全的生活環境

#### 措施 2-1 裝設水位感測站

於主要排水系統裝設感測站，即時告警。

主辦機關：建設課；協辦機關：消防分隊

## 貳、績效指標

| 措施 | 指標 | 全期目標 | 113年 | 114年 |
| --- | --- | --- | --- | --- |
| 1-1 建置數位櫃檯 | 數位櫃檯數 | 20處 | 新增5處 | 新增9處 |
| 2-1 裝設水位感測站 | 感測站數 | 30站 | 新增10站 | 新增20站 |
`;

// A session of its own for what a test needs beside the page.
async function api(name = server.name, password = server.password) {
  const { csrf } = await (await fetch(`${server.url}/api/session`)).json();
  const signed = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ name, password }) });
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const token = (await signed.json()).csrf;
  const call = async (method, path, body) => {
    const raw = typeof body === 'string';
    const answer = await fetch(`${server.url}/api${path}`, { method, headers: { cookie, 'X-CSRF-Token': token, ...(body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }) }, ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  };
  const job = async (started) => eventually(async () => {
    assert.equal(started.status, 202, JSON.stringify(started.body));
    const { body } = await call('GET', `/jobs/${started.body.job}`);
    assert.ok(body.state === 'done' || body.state === 'failed', body.state);
    return body;
  });
  return { call, job, draft: async (name, text) => (await job(await call('POST', `/documents?name=${encodeURIComponent(name)}`, text))).result.plan };
}

const field = (page, name) => page.locator('.editor-fields').getByLabel(name, { exact: true });
const save = async (page) => { await page.locator('.save-bar').getByRole('button', { name: '儲存' }).click(); await page.locator('.save-bar').waitFor({ state: 'detached' }); };
const row = (page, text) => page.locator('.desk-tree .tree-row', { hasText: text }).first();
const pick = async (page, text) => { await row(page, text).locator('.tree-text').click(); await page.locator('#editor-title', { hasText: text }).waitFor(); };
const titles = async (server, id, query = '', call) => (await call('GET', `/plans/${id}/outline${query}`)).body;

it('from a dropped document to a published edition', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call } = await api();
  await signIn(page, server);
  await open(page, '/desk');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '選擇檔案' }).click()]);
  await chooser.setFiles([{ name: '澄海鎮.md', mimeType: 'text/markdown', buffer: Buffer.from(plan('澄海鎮')) }]);
  await page.locator('.job-done').waitFor();
  await page.getByRole('link', { name: '到審校桌' }).click();
  await page.waitForURL(/\/plans\/p-[0-9a-f]+\/desk/);
  const id = /p-[0-9a-f]+/.exec(page.url())[0];
  await page.locator('.work-item').first().waitFor();

  // Rename, change the agency and the dates: three fields, one save.
  await pick(page, '建置數位櫃檯');
  await field(page, '標題').fill('普設數位櫃檯');
  await page.getByLabel('加入協辦').fill('秘書室');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '加一段期程' }).click();
  await page.getByLabel('起 1', { exact: true }).last().fill('113/2');
  await page.getByLabel('迄 1', { exact: true }).last().fill('114年第3季');
  await save(page);
  await row(page, '普設數位櫃檯').waitFor();
  const outline = await titles(server, id, '?draft=true', call);
  const at = outline.title.indexOf('普設數位櫃檯');
  assert.ok(at >= 0);
  assert.deepEqual(outline.co[at], ['資訊室', '秘書室']);
  assert.equal(outline.end[at], '2025-Q3');

  // A target of the grid.
  const grid = page.locator('.target-grid').first();
  await grid.waitFor();
  const value = grid.getByLabel('114年 數值');
  assert.equal(await value.inputValue(), '9');
  await value.fill('15');
  await save(page);
  const node = (await call('GET', `/plans/${id}/nodes/${outline.id[at].split('/').map(encodeURIComponent).join('/')}?draft=true`)).body;
  assert.equal(String(node.indicators[0].targets.find((t) => t.period === '2025').value), '15');

  // A date that is not understood is told, and cannot be saved.
  await page.getByLabel('起 1', { exact: true }).last().fill('年底');
  await page.locator('.save-bar [role=alert]').waitFor();
  assert.equal(await page.locator('.save-bar').getByRole('button', { name: '儲存' }).isDisabled(), true);
  await page.locator('.save-bar').getByRole('button', { name: '捨棄' }).click();
  await page.locator('.save-bar').waitFor({ state: 'detached' });

  // Move by keyboard in the tree, then by the dialog.
  await pick(page, '推動線上申辦');
  await page.locator('.desk-tree .treegrid').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await eventually(async () => { const o = await titles(server, id, '?draft=true', call); assert.ok(o.title.indexOf('推動線上申辦') < o.title.indexOf('普設數位櫃檯')); });
  await page.getByRole('button', { name: '移動…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('安全的生活環境');
  await dialog.getByRole('option', { name: /安全的生活環境/ }).click();
  await dialog.getByRole('button', { name: '移動', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const moved = await titles(server, id, '?draft=true', call);
  assert.equal(moved.title[moved.parent[moved.title.indexOf('推動線上申辦')]], '安全的生活環境');

  // Split, then merge what was split.
  await pick(page, '裝設水位感測站');
  await page.getByRole('button', { name: '分割…' }).click();
  await dialog.getByLabel('標題').last().fill('即時告警');
  await dialog.getByRole('button', { name: '分割', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('#editor-title', { hasText: '即時告警' }).waitFor();
  await page.getByRole('button', { name: '合併…' }).click();
  await dialog.getByRole('option', { name: /裝設水位感測站/ }).waitFor();
  await dialog.getByRole('button', { name: '合併', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => assert.equal((await titles(server, id, '?draft=true', call)).title.includes('即時告警'), false));

  // Add and remove.
  await page.getByRole('button', { name: '新增…' }).click();
  await dialog.getByLabel('標題').fill('巡檢排水設施');
  await dialog.getByRole('button', { name: '新增', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('#editor-title', { hasText: '巡檢排水設施' }).waitFor();
  await page.getByRole('button', { name: '刪除…' }).click();
  await dialog.getByRole('button', { name: '刪除', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => assert.equal((await titles(server, id, '?draft=true', call)).title.includes('巡檢排水設施'), false));

  // The list: dismiss one with a reason, mark another seen.
  const items = page.locator('.work-item');
  await items.first().locator('.work-button').click();
  await items.first().getByRole('button', { name: '不採納…' }).click();
  await dialog.getByLabel('理由', { exact: true }).fill('措施 2-2 移列次年計畫。');
  await dialog.getByRole('button', { name: '不採納', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => assert.ok((await call('GET', `/plans/${id}/findings?draft=true`)).body.items.some((f) => f.dismissed?.reason === '措施 2-2 移列次年計畫。')));
  await page.locator('.work-done').first().waitFor();

  // Publish, and everybody sees it.
  await page.getByRole('button', { name: '發布…' }).click();
  assert.equal(await dialog.getByRole('button', { name: '發布', exact: true }).isDisabled(), true, 'proofread or not must be said');
  await dialog.getByLabel('生效日').fill('113年3月1日');
  await dialog.getByRole('radio', { name: /已與原文校對/ }).check();
  await dialog.getByRole('button', { name: '發布', exact: true }).click();
  await page.waitForURL((u) => u.pathname === `/plans/${id}`);
  const stranger = await newPage(browser, server.url);
  await open(stranger.page, `/plans/${id}/table`);
  await stranger.page.getByText('普設數位櫃檯').first().waitFor();
  assert.equal((await (await fetch(`${server.url}/api/plans/${id}`)).json()).effective, '2024-03-01');
  assert.deepEqual(faults, []);
});

it('a row dragged onto another goes under it, and undo takes it back', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call, draft } = await api();
  const id = await draft('青埔鎮.md', plan('青埔鎮'));
  await signIn(page, server);
  await open(page, `/plans/${id}/desk`);
  await row(page, '推動線上申辦').waitFor();
  await row(page, '推動線上申辦').dragTo(row(page, '安全的生活環境'));
  const parent = async () => { const o = await titles(server, id, '?draft=true', call); return o.title[o.parent[o.title.indexOf('推動線上申辦')]]; };
  await eventually(async () => assert.equal(await parent(), '安全的生活環境'));
  await page.locator('.desk-head').getByRole('button', { name: /^復原/ }).click();
  await eventually(async () => assert.equal(await parent(), '便捷的公共服務'));
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '更正紀錄' }).click();
  await page.getByRole('dialog').getByText('推動線上申辦').first().waitFor();
  assert.deepEqual(faults, []);
});

it('what changed between two editions, word by word', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call, draft } = await api();
  const id = await draft('北汀鎮.md', plan('北汀鎮'));
  assert.equal((await call('POST', `/plans/${id}/publish`, { effective: '2024-01-01', proofread: true })).status, 200);
  const o = await titles(server, id, '', call);
  const node = o.id[o.title.indexOf('推動線上申辦')];
  const led = o.id[o.title.indexOf('建置數位櫃檯')];
  const indicator = (await call('GET', `/plans/${id}/indicators`)).body.items.find((i) => i.node === led);
  const corrected = await call('POST', `/plans/${id}/corrections`, { operations: [
    { op: 'set', node, field: 'title', value: '推動全程線上申辦' },
    { op: 'target', indicator: indicator.id, at: 0, value: { ...indicator.targets[0], text: '25處', value: 25 } },
    { op: 'add', node: { title: '試辦到宅服務', kind: '措施' }, parent: o.id[o.title.indexOf('便捷的公共服務')] },
  ] });
  assert.equal(corrected.status, 200, JSON.stringify(corrected.body));
  assert.equal((await call('POST', `/plans/${id}/publish`, { effective: '2025-01-01', proofread: true })).status, 200);
  await open(page, `/plans/${id}/history`);
  await page.getByRole('link', { name: '第 2 版與前一版的差異' }).click();
  await page.waitForURL(/\/diff\?/);
  await page.locator('.change-item-changed').first().waitFor();
  assert.equal(await page.locator('.change-item-changed ins').first().innerText().then((s) => s.replace('（加入）', '').trim()), '全程');
  await page.locator('.change-item-added', { hasText: '試辦到宅服務' }).waitFor();
  await page.locator('.diff-grid del', { hasText: '20' }).first().waitFor();
  await page.locator('.diff-grid ins', { hasText: '25' }).first().waitFor();
  // Filtered to what came new, the renamed one goes.
  await page.locator('.diff-chips').getByRole('button', { name: /新增/ }).click();
  await page.locator('.change-item-changed').first().waitFor({ state: 'detached' });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  assert.match(file.suggestedFilename(), /\.csv$/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
});

it('reading again is shown as a difference, and accepted with the corrections kept', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call, job, draft } = await api();
  const id = await draft('東港里.md', plan('東港里'));
  const o = await titles(server, id, '?draft=true', call);
  const node = o.id[o.title.indexOf('推動線上申辦')];
  assert.equal((await call('POST', `/plans/${id}/corrections`, { operations: [{ op: 'set', node, field: 'title', value: '推動全程線上申辦' }] })).status, 200);
  // An annex brings something new, so that there is a difference to accept.
  const annex = await call('PUT', `/documents?name=${encodeURIComponent('東港里附件.md')}`, '# 東港里智慧鎮政計畫附件\n\n## 參、推動組織\n\n### 一、推動小組\n\n由里長召集。\n');
  assert.equal(annex.status, 200);
  const read = await job(await call('POST', `/plans/${id}/reread`, { add: [annex.body.sha256] }));
  assert.equal(read.state, 'done', JSON.stringify(read));
  assert.equal(read.result.same, false);
  await signIn(page, server);
  await open(page, `/plans/${id}/desk`);
  await page.locator('.desk-banner').getByRole('link', { name: '看差異' }).click();
  await page.waitForURL(/to=proposal/);
  await page.locator('.change-item-added').first().waitFor();
  await page.getByRole('button', { name: '接受重讀結果' }).click();
  await page.waitForURL((u) => u.pathname === `/plans/${id}/desk`);
  const now = await titles(server, id, '?draft=true', call);
  assert.ok(now.title.includes('推動全程線上申辦'), 'the correction stays');
  assert.ok(now.title.includes('推動小組'), 'the annex came');
  assert.deepEqual(faults, []);
});

it('two officers at one draft: the later one hears of it and loses nothing', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call, draft } = await api();
  const second = (await call('POST', '/accounts', { name: 'officer.lin', display: '林承辦', roles: [{ role: 'officer' }] })).body;
  const other = await api('officer.lin', second.password);
  const id = await draft('南灣鎮.md', plan('南灣鎮'));
  await signIn(page, server);
  await open(page, `/plans/${id}/desk`);
  await pick(page, '推動線上申辦');
  await field(page, '標題').fill('推動全程線上申辦');
  const o = await titles(server, id, '?draft=true', call);
  const node = o.id[o.title.indexOf('推動線上申辦')];
  const { status } = await other.call('POST', `/plans/${id}/corrections`, { operations: [{ op: 'set', node, field: 'label', value: '措施 1-2 之 1' }] });
  assert.equal(status, 200);
  await page.locator('.save-bar').getByRole('button', { name: '儲存' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('officer.lin').first().waitFor();
  await dialog.getByRole('button', { name: '重新載入，保留我的更動' }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => assert.equal(await field(page, '編號').inputValue(), '措施 1-2 之 1'));
  assert.equal(await field(page, '標題').inputValue(), '推動全程線上申辦');
  await save(page);
  const now = await titles(server, id, '?draft=true', call);
  const at = now.id.indexOf(node);
  assert.deepEqual([now.title[at], now.label[at]], ['推動全程線上申辦', '措施 1-2 之 1']);
  assert.deepEqual(faults, []);
});

it('a later document becomes the next edition of the plan that it resembles', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call, draft } = await api();
  const id = await draft('石岡里.md', plan('石岡里'));
  assert.equal((await call('POST', `/plans/${id}/publish`, { effective: '2024-01-01', proofread: true })).status, 200);
  const later = await draft('石岡里修正版.md', plan('石岡里', '\n#### 措施 1-3 推動行動服務\n\n以行動車巡迴各里服務。\n\n主辦機關：民政課\n'));
  assert.notEqual(later, id);
  await signIn(page, server);
  await open(page, `/plans/${later}/desk`);
  await page.getByRole('button', { name: '作為它的新版' }).click();
  await page.waitForURL((u) => u.pathname === `/plans/${id}/desk`);
  await row(page, '推動行動服務').waitFor();
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '與已發布版次比較' }).click();
  await page.locator('.change-item-added', { hasText: '推動行動服務' }).waitFor();
  assert.deepEqual(faults, []);
});

it('the list is worked through with single keys, and they can be switched off', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url, { viewport: { width: 1440, height: 900 } });
  const { call, draft } = await api();
  const id = await draft('大坑里.md', plan('大坑里'));
  const open_ = (await call('GET', `/plans/${id}/findings?draft=true`)).body.items.length;
  assert.ok(open_ >= 2, `the document was made to have findings, and has ${open_}`);
  await signIn(page, server);
  await open(page, `/plans/${id}/desk`);
  await page.locator('.work-item').first().waitFor();
  await page.locator('.desk-title h1').click();
  await page.keyboard.press('j');
  await page.locator('.work-open').waitFor();
  await page.keyboard.press('s');
  await page.locator('.work-count', { hasText: `1／${open_}` }).first().waitFor();
  await page.reload();
  await page.locator('.work-count', { hasText: `1／${open_}` }).first().waitFor();
  await page.locator('.desk-title h1').click();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('使用單鍵快速鍵').click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const before = page.url();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(page.url(), before);
  assert.deepEqual(faults, []);
});

it('findings are dismissed and restored, a rule is switched off with a reason, an edition withdrawn', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url);
  const { call, draft } = await api();
  const id = await draft('豐田里.md', plan('豐田里'));
  assert.equal((await call('POST', `/plans/${id}/publish`, { effective: '2024-01-01', proofread: false })).status, 200);
  await signIn(page, server);
  await open(page, `/plans/${id}/findings`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: '不採納…' }).first().click();
  await dialog.getByRole('button', { name: '原文如此，維持原文。' }).click();
  await dialog.getByRole('button', { name: '不採納', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('已說明不成立：原文如此，維持原文。').waitFor();
  await page.getByRole('button', { name: '恢復' }).click();
  await page.getByText('已說明不成立：原文如此，維持原文。').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '關閉…' }).first().click();
  await dialog.getByLabel('理由', { exact: true }).fill('本計畫的措施數含次年項目。');
  await dialog.getByRole('button', { name: '關閉', exact: true }).last().click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.rules-off', { hasText: '本計畫的措施數含次年項目。' }).waitFor();
  await page.locator('.rules-off').getByRole('button', { name: '開啟' }).click();
  await page.locator('.rules-off').waitFor({ state: 'detached' });
  await open(page, `/plans/${id}/history`);
  await page.getByRole('button', { name: '撤回第 1 版' }).click();
  await dialog.getByLabel('理由', { exact: true }).fill('附件有誤，更正後重新發布。');
  await dialog.getByRole('button', { name: '撤回', exact: true }).click();
  await eventually(async () => assert.equal((await fetch(`${server.url}/api/plans/${id}`)).status, 404));
  assert.deepEqual(faults, []);
});

it('a printed head is proved, and one that was changed is not', ONLY_REAL, async () => {
  const { page, faults } = await newPage(browser, server.url);
  const { head } = await (await fetch(`${server.url}/api/ledger`)).json();
  await open(page, '/verify');
  await page.getByLabel('帳本位置').fill(`列印頁 帳本 ${head.seq}:${head.hash.slice(0, 20)}`);
  await page.getByRole('button', { name: '驗證' }).click();
  await page.locator('.proof-good').waitFor();
  await page.getByLabel('帳本位置').fill(`${head.seq}:${'0'.repeat(20)}`);
  await page.getByRole('button', { name: '驗證' }).click();
  await page.locator('.proof-bad').waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
});

for (const [name, options, english] of [['desktop', { viewport: { width: 1440, height: 900 } }, false], ['phone, dark, English', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, true]]) {
  it(`the desk's pages are accessible and fit: ${name}`, ONLY_REAL, async () => {
    const { page, context, faults } = await newPage(browser, server.url, options);
    const { draft } = await api();
    const id = await draft(`${name}.md`, plan(english ? '西林鎮' : '中寮鎮'));
    await signIn(page, server);
    if (english) await context.addInitScript(() => localStorage.setItem('gangmu.lang', 'en'));
    // No hook between the pages: all are looked at, then everything that is wrong is said at once.
    const wrong = [];
    for (const path of ['/desk', `/plans/${id}/desk`, `/plans/${id}/diff`, `/plans/${id}/findings`, `/plans/${id}/history`, '/admin', '/verify']) {
      await open(page, path);
      const tabs = page.locator('.desk-tabs');
      const panes = await tabs.count() && await tabs.isVisible() ? await tabs.getByRole('tab').count() : 0;
      for (let i = 0; i < Math.max(1, panes); i++) {
        if (panes) { await tabs.getByRole('tab').nth(i).click(); await settled(page); }
        const at = `${path.replace(id, 'P')}${panes ? ` pane ${i + 1}` : ''}`;
        wrong.push(...(await axe(page)).map((violation) => `${at}: ${violation}`));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) wrong.push(`${at}: ${over}px wider than the window`);
      }
      wrong.push(...faults.splice(0).map((fault) => `${path}: ${fault}`));
    }
    assert.deepEqual(wrong, []);
  });
}

it('a stranger is asked to sign in, a reader has no right', ONLY_REAL, async () => {
  const { page } = await newPage(browser, server.url);
  await open(page, '/desk');
  await page.locator('main').getByRole('link', { name: '登入' }).waitFor();
  assert.equal(await page.locator('main .entries').count(), 0);
});
