// Every page: it shows its content, reaches no other origin, breaks no CSP, has no accessibility violation that axe
// finds, and does not scroll sideways on a phone; in Chinese and English, light and dark.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { axe, eventually, newPage, open, segments, signIn, startBrowser, startServer, things } from './harness.mjs';

let server, browser, thing, paths;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  thing = await things(server);
  const plan = `/plans/${thing.plan.id}`;
  paths = [
    '/', plan, `${plan}/table`, `${plan}/schedule`, `${plan}/indicators`, `${plan}/budgets`, `${plan}/facts`, `${plan}/findings`, `${plan}/history`,
    `${plan}/nodes/${segments(thing.node)}`, '/agencies', `/agencies/${encodeURIComponent(thing.agency)}`, '/search', `/search?q=${encodeURIComponent('智慧')}`,
    '/documents', `/documents/${thing.document}`, `/documents/${thing.document}?lines=5-6`, '/upload', '/sign-in', '/account', '/admin', '/gallery',
    '/no-such-page', '/plans/p-000000000000', `${plan}?as_of=2999-01-01`,
  ];
});
after(async () => { await browser?.close(); await server?.stop(); });

for (const [name, options, english] of [
  ['desktop, light, Chinese', {}, false],
  ['phone, dark, English', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, true],
]) {
  it(`every page, ${name}`, async (t) => {
    const { page, context, faults } = await newPage(browser, server.url, options);
    if (english) await context.addInitScript(() => localStorage.setItem('gangmu.lang', 'en'));
    for (const path of paths) {
      await t.test(path, async () => {
        faults.length = 0;
        await open(page, path);
        await eventually(async () => assert.deepEqual(await axe(page), []));
        await eventually(async () => {
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(over <= 0, `the page is ${over}px wider than the window`);
          assert.ok((await page.title()).length > 0);
          assert.equal(await page.locator('main h1').count() <= 1, true, 'one h1 at most');
        });
        assert.deepEqual(faults, []);
      });
    }
    await context.close();
  });
}

it('the pages of who signed in', async (t) => {
  const { page, context, faults } = await newPage(browser, server.url);
  await signIn(page, server);
  for (const path of ['/upload', '/account', '/admin', '/']) {
    await t.test(path, async () => {
      faults.length = 0;
      await open(page, path);
      await eventually(async () => assert.deepEqual(await axe(page), []));
      await eventually(async () => assert.equal(await page.locator('main .state-error').count(), 0));
      assert.deepEqual(faults, []);
    });
  }
  await context.close();
});

describe('the policy itself', () => {
  it('allows nothing inline and nothing from elsewhere', async () => {
    const answer = await fetch(`${server.url}/`);
    const csp = answer.headers.get('content-security-policy') ?? '';
    assert.match(csp, /default-src '(none|self)'/);
    assert.doesNotMatch(csp, /unsafe-inline|unsafe-eval|https?:|\*/);
    assert.match(csp, /frame-ancestors 'none'/);
    const html = await answer.text();
    assert.doesNotMatch(html, /<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=/);
  });
  it('answers a page address with the page, whatever its depth', async () => {
    for (const path of ['/plans/p-1/nodes/3/1-1/2/2.1', '/agencies/經濟部', '/search?q=x']) {
      const answer = await fetch(server.url + encodeURI(path));
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type'), /text\/html/);
    }
  });
});
