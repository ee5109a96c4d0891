/* Kept on the device: the site's own files by their fingerprint, the pages that the reader opened (the network
   comes first), and texts that could not be sent. `KIT`, before this, says which files a page needs.

   Pages are kept for one reader at a time, in a cache that bears the reader's mark: they are gone as soon as the
   reader signs out, or a page comes that was made for somebody else. Texts wait in the page's own database under
   the same mark; they are sent when the reader says so, and struck off when the server took them. */
"use strict";

const FILES = "files-" + KIT.version;
const PAGES = "pages-";
const OFFLINE = "/offline";
const MOST_PAGES = 80;
const PATIENCE = 8000;
const TO_WARM = ["/questions/new", "/reflections/new"];
const TEXTS = /^\/(questions\/new|questions\/\d+\/answers|reflections\/new|bookmarks\/new|entries\/\d+\/comments)$/;
const UNREACHABLE = [502, 503, 504];

self.addEventListener("install", (event) => {
  event.waitUntil(prepare().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") {
    if (url.pathname === "/sign-out") event.respondWith(signOut(request));
    else if (TEXTS.test(url.pathname)) event.respondWith(post(request, url.pathname));
  } else if (request.method === "GET") {
    if (isFile(url)) event.respondWith(file(request));
    else if (request.destination === "image") event.respondWith(picture(event));
    else if (isPage(request)) event.respondWith(page(event));
  }
});

/* News that asks for the reader: the words came encrypted for this browser alone. */
self.addEventListener("push", (event) => {
  const news = event.data?.json();
  if (news) event.waitUntil(self.registration.showNotification(news.title, { icon: "/static/icon-192.png", tag: news.url, data: news.url }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});

async function prepare() {
  const files = await caches.open(FILES);
  await files.addAll(KIT.needed);
  const neutral = { credentials: "omit", cache: "no-cache", headers: { "Accept-Language": KIT.language } };
  await files.put(OFFLINE, await fetch(OFFLINE, neutral));
}

/* Of earlier versions one is left: the pages that were kept name its files. */
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("files-") && name !== FILES);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

function isFile(url) {
  return /^\/(assets|static\/font)\//.test(url.pathname) || (url.pathname.startsWith("/static/") && url.searchParams.has("v"));
}

function isPage(request) {
  return request.mode === "navigate" || (request.headers.get("Accept") || "").startsWith("text/html");
}

/* Files: what has the same address has the same content. */
async function file(request) {
  const known = await caches.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) (await caches.open(FILES)).put(request, response.clone());
  return response;
}

async function picture(event) {
  try {
    const response = await fetch(event.request);
    const name = await pagesName();
    if (response.ok && name) event.waitUntil(put(name, event.request.url, response.clone()));
    return response;
  } catch (unreachable) {
    return (await caches.match(event.request.url)) || Response.error();
  }
}

/* Pages: from the network; what was kept when that fails or takes too long, and it says so. */
async function page(event) {
  const request = event.request;
  const asked = fromNetwork(event);
  try {
    const response = await Promise.race([asked, afterPatience(request)]);
    if (!UNREACHABLE.includes(response.status)) return response;
    return (await keptPage(request.url)) || response;
  } catch (unreachable) {
    return (await keptPage(request.url)) || (request.mode === "navigate" ? offlinePage() : Response.error());
  }
}

async function fromNetwork(event) {
  const request = event.request;
  const navigates = request.mode === "navigate";
  const response = await fetch(request, navigates ? { cache: "no-cache", referrer: request.referrer } : {});
  const reader = response.headers.get("X-Reader");
  if (reader) {
    await forgetOthers(reader);
    if (response.headers.get("X-Offline") === "keep") event.waitUntil(keep(request.url, response.clone(), reader));
  }
  return response;
}

function afterPatience(request) {
  return new Promise((resolve) => {
    setTimeout(() => keptPage(request.url).then((kept) => { if (kept) resolve(kept); }), PATIENCE);
  });
}

async function pagesName() {
  return (await caches.keys()).find((name) => name.startsWith(PAGES));
}

async function forgetOthers(reader) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) && name !== PAGES + reader);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function keep(url, response, reader) {
  const name = PAGES + reader;
  const isNew = !(await caches.has(name));
  await put(name, withoutHash(url), response);
  if (!isNew) return;
  for (const path of TO_WARM) await warm(path, name, reader);
}

async function warm(path, name, reader) {
  try {
    const response = await fetch(path, { headers: { Accept: "text/html" } });
    if (response.ok && response.headers.get("X-Reader") === reader) await put(name, new URL(path, location).href, response);
  } catch (unreachable) { /* the forms are kept when they are opened */ }
}

async function put(name, url, response) {
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", new Date().toISOString());
  headers.set("X-Kept-Url", url);
  const cache = await caches.open(name);
  await cache.delete(url, { ignoreVary: true });
  await cache.put(url, new Response(await response.blob(), { headers: headers }));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PAGES)).map((key) => cache.delete(key, { ignoreVary: true })));
}

async function keptPage(url) {
  const name = await pagesName();
  const kept = name && (await (await caches.open(name)).match(withoutHash(url), { ignoreVary: true }));
  if (!kept) return null;
  const text = (await kept.text()).replace("<body ", '<body data-read-at="' + kept.headers.get("X-Kept-At") + '" ');
  return new Response(text, { headers: kept.headers });
}

async function offlinePage() {
  return (await caches.match(OFFLINE, { ignoreVary: true })) || Response.error();
}

function withoutHash(url) {
  return url.split("#")[0];
}

/* Signing out takes what was kept off the device, even where the server cannot hear of it. */
async function signOut(request) {
  const name = await pagesName();
  await forgetOthers("");
  try {
    const response = await fetch(request);
    if (name) await strike((text) => text.reader === name.slice(PAGES.length));
    return response;
  } catch (unreachable) {
    return Response.redirect(OFFLINE + "?signed-in", 303);
  }
}

/* Texts: sent as always; when that fails they are kept, and the reader is told. */
async function post(request, path) {
  const copy = request.clone();
  let response = null;
  try {
    response = await fetch(request);
  } catch (unreachable) { /* kept below */ }
  if (response && !UNREACHABLE.includes(response.status)) {
    if (response.type === "opaqueredirect" || response.redirected) await sent(copy);
    return response;
  }
  const fields = await fieldsOf(copy);
  const isAsking = fields.some(([name]) => name === "preview" || name === "switch");
  const reader = ((await pagesName()) || "").slice(PAGES.length);
  if (isAsking || !reader) return response || Response.redirect(OFFLINE, 303);
  await hold(fields, path, reader);
  return request.mode === "navigate" ? Response.redirect(OFFLINE + "?waiting", 303) : new Response("", { status: 202, headers: { "X-Kept": "yes" } });
}

async function fieldsOf(request) {
  const fields = [];
  (await request.formData()).forEach((value, name) => {
    if (typeof value === "string" && name !== "csrf_token") fields.push([name, value]);
  });
  return fields;
}

async function sent(request) {
  const key = new Map(await fieldsOf(request)).get("form_key");
  if (key) await strike((text) => text.key === key);
}

async function hold(fields, path, reader) {
  const named = new Map(fields);
  const key = named.get("form_key") || crypto.randomUUID();
  if (!named.has("form_key")) fields.push(["form_key", key]);
  const words = named.get("title") || named.get("source") || fields.map((field) => field[1]).sort((a, b) => b.length - a.length)[0];
  const texts = await waiting("readwrite");
  await done(texts.put({ key: key, reader: reader, path: path, fields: fields, words: words, at: new Date().toISOString() }));
}

async function strike(isMeant) {
  const texts = await waiting("readwrite");
  const all = await done(texts.getAll());
  await Promise.all(all.filter(isMeant).map((text) => done(texts.delete(text.key))));
}

function waiting(mode) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("outbox", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("texts", { keyPath: "key" });
    opening.onsuccess = () => resolve(opening.result.transaction("texts", mode).objectStore("texts"));
    opening.onerror = () => reject(opening.error);
  });
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
