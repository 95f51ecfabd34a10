// Starts a server (the real one when GANGMU_BIN names it, else the stand-in of web/dev) and a browser that watches for
// what no page may do: reach another origin, break the CSP, throw, or log an error.
// A page is never as quick as the test: what is asserted after an action goes through `eventually`, or waits for a locator.
// GANGMU_SLOW=8 slows every page's CPU eight times, which finds the tests that do not wait.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOP = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(join(TOP, 'web/package.json'));
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const BIN = process.env.GANGMU_BIN ?? '';
export const REAL = BIN !== '' && existsSync(BIN);
const PASSWORD = 'correct horse battery staple';

// How many times slower the page's CPU is made; waits grow with it.
const SLOW = Math.max(1, Number(process.env.GANGMU_SLOW ?? 1) || 1);
const PAGE_WAIT = 60_000 * Math.max(1, SLOW / 2);
const SERVER_WAIT = 120_000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Tries `check` until it throws nothing and gives what it gave: for every statement about a page after something was
// done to it. The last failure is thrown when `timeout` ms have passed.
export async function eventually(check, timeout = PAGE_WAIT / 2) {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= end) throw error;
      await pause(50);
    }
  }
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
  });
}

const healthy = (url) => eventually(async () => { if (!(await fetch(`${url}/api/health`)).ok) throw new Error(`${url} is not ready`); }, SERVER_WAIT);

// The address that the server says it serves at: it chose the port itself, so nobody else can have taken it.
function servedAt(child, log) {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`serve said no address within ${SERVER_WAIT / 1000} s\n${log()}`)), SERVER_WAIT);
    const look = () => {
      const [url] = /https?:\/\/[0-9.:]+/.exec(log()) ?? [];
      if (url) { clearTimeout(late); done(url); }
    };
    child.stdout.on('data', look);
    child.on('exit', (code) => { clearTimeout(late); fail(new Error(`serve ended with ${code}\n${log()}`)); });
  });
}

// Ends the server and waits for its end before its store goes.
async function end(child, store) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
  }
  if (store) rmSync(store, { recursive: true, force: true, maxRetries: 5 });
}

function exampleFiles() {
  const folder = join(TOP, 'examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map(String).filter((f) => /\.(txt|md|html|odt|docx|pdf|xlsx)$/.test(f) && !/readme|yingdong/i.test(f)).map((f) => join(folder, f));
}

function run(args, env) {
  return new Promise((done, fail) => {
    const child = spawn(BIN, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (d) => { text += d; });
    child.stderr.on('data', (d) => { text += d; });
    child.on('close', (code) => (code === 0 || code === 2 ? done(text) : fail(new Error(`${args.join(' ')}: ${code}\n${text}`))));
  });
}

export async function startServer() {
  if (!REAL) {
    console.log('# stand-in server (web/dev): set GANGMU_BIN for the real one');
    const port = await freePort();
    const child = spawn(process.execPath, [join(TOP, 'web/dev/server.mjs'), String(port)], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    await healthy(url);
    return { url, name: 'admin', password: 'admin', stop: () => end(child) };
  }
  console.log(`# ${BIN}${SLOW > 1 ? `, pages ${SLOW} times slower` : ''}`);
  const store = mkdtempSync(join(tmpdir(), 'gangmu-browser-'));
  const env = { ...process.env, GANGMU_STORE: store, GANGMU_ADMIN_PASSWORD: PASSWORD, LANG: 'C.UTF-8' };
  const child = spawn(BIN, ['serve', '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (d) => { log += d; });
  child.stderr.on('data', (d) => { log += d; });
  child.on('exit', (code) => { if (code) console.log(`# serve ended with ${code}\n${log}`); });
  const url = await servedAt(child, () => log);
  await healthy(url);
  // Beside the running server, as an officer would: through its socket.
  const files = exampleFiles();
  if (files.length) await run(['ingest', '--publish', ...files], env);
  return { url, name: 'admin', password: PASSWORD, log: () => log, command: (...args) => run(args, env), stop: () => end(child, store) };
}

// Four simulated years of the plan in `file`, as `gangmu demo` makes them.
export async function startDemo(file) {
  const folder = mkdtempSync(join(tmpdir(), 'gangmu-browser-demo-'));
  const env = { ...process.env, GANGMU_STORE: join(folder, 'store'), LANG: 'C.UTF-8' };
  await run(['demo', join(TOP, 'examples', file)], env);
  const child = spawn(BIN, ['serve', '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (d) => { log += d; });
  child.stderr.on('data', (d) => { log += d; });
  const url = await servedAt(child, () => log);
  await healthy(url);
  return { url, name: 'admin', password: 'gangmu-demo-2026', stop: () => end(child, folder) };
}

export async function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}

// Pages that stay open take the processor from those that are tested: for afterEach.
const opened = [];
export async function closePages() {
  for (const context of opened.splice(0)) await context.close();
}

// A page whose `faults` fill with everything that must not happen. `expected` drops the console lines of awaited failures.
export async function newPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-TW', baseURL: url, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PAGE_WAIT);
  opened.push(context);
  const page = await context.newPage();
  if (SLOW > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOW });
  const faults = [];
  page.on('request', (r) => { if (!r.url().startsWith(url) && !r.url().startsWith('blob:')) faults.push(`request elsewhere: ${r.url()}`); });
  page.on('pageerror', (e) => faults.push(`thrown: ${e.stack ?? e}`));
  page.on('console', (m) => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) faults.push(`console: ${m.text()}`); });
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`)));
  return { page, context, faults };
}

// Waits until the page shows its content: no skeleton, no request under way. After a click on a link the old page still
// answers to this for a moment: wait first for what the new one has (`arrived`, or a locator).
export async function open(page, path) {
  await page.goto(path);
  await settled(page);
}
export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('main .skeleton:not(.gallery-section *)') && document.querySelector('main h1, main .state'));
}

// After a click: the address is the new page's, and so is the content.
export async function arrived(page, url) {
  await page.waitForURL(url);
  await settled(page);
}

export async function axe(page, rules = {}) {
  await page.locator('h1').first().waitFor(); // the page, not what stands there while it loads
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules, resultTypes: ['violations'] }), rules);
  return violations.map((v) => `${v.id}: ${v.help}\n    ${v.nodes.slice(0, 4).map((n) => `${n.target.join(' ')}  ${n.html.slice(0, 140)}`).join('\n    ')}`);
}

export async function signIn(page, server) {
  await open(page, '/sign-in');
  await page.fill('input[autocomplete=username]', server.name);
  await page.fill('input[autocomplete=current-password]', server.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
  await settled(page);
}

export async function plans(server) {
  const { plans } = await (await fetch(`${server.url}/api/plans`)).json();
  return plans;
}

// A plan with the most of everything, a node of it with an indicator if there is one, its document and an agency.
export async function things(server) {
  const list = await plans(server);
  const plan = [...list].sort((a, b) => score(b) - score(a))[0];
  if (!plan) throw new Error('the server has no plan');
  const at = (path) => fetch(`${server.url}/api${path}`).then((r) => r.json());
  const outline = await at(`/plans/${plan.id}/outline`);
  const row = Math.max(0, outline.indicators.findIndex((n) => n > 0));
  const { agencies } = await at('/agencies');
  return { plan, outline, node: outline.id[row], document: plan.documents[0].sha256, agency: agencies[0]?.name ?? '' };
}
const score = (p) => (p.counts.nodes > 5000 ? -1 : 0) + Math.min(5, p.counts.indicators) + Math.min(5, p.counts.budgets) + Math.min(5, p.counts.nodes / 20);

export const segments = (id) => id.split('/').map(encodeURIComponent).join('/');
