// Accounts for tests: made by the administrator over the API, signed in over the API or in a browser of their own.
import assert from 'node:assert/strict';
import { newPage, open } from './harness.mjs';

// Calls the API as this account: (method, path, body) → { status, body }.
export async function session(server, name, password) {
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

// An account of this role with a password of its own; the first one is random.
export async function account(admin, name, role, agency) {
  const made = await admin('POST', '/accounts', { name, display: name, roles: [{ role, ...(agency ? { agency } : {}) }] });
  assert.ok(made.status < 300, JSON.stringify(made.body));
  return { name, password: made.body.password };
}

export async function signedIn(browser, server, who, options = {}) {
  const made = await newPage(browser, server.url, options);
  await open(made.page, '/sign-in');
  await made.page.fill('input[autocomplete=username]', who.name);
  await made.page.fill('input[autocomplete=current-password]', who.password);
  await made.page.keyboard.press('Enter');
  await made.page.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
  return made;
}
