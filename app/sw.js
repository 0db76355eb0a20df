// The service worker: keeps one whole generation of the app, checked by digest, and nothing else.
//
// A new generation waits until the start screen asks for it; it never takes over by itself, because a page
// in the middle of a record must not change under the officer's hands. The interface of the server is never
// cached and never touched: only GET of the app's own files is answered here.

const VERSION = "{{version}}";
const PRECACHE = {{precache}};
const CACHE = `suicha-${VERSION}`;
const SHELL = "/index.html";

const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

// One file of this generation, or an error: an error page, a captive portal or half a file must never become
// part of the app. The page has just loaded most files, so the browser's own cache is asked first (names of
// assets hold their digest; the others are validated); whatever it holds is believed by its digest only, and
// other bytes are asked for once more past every cache.
async function fetchChecked(file) {
  const near = file.path.startsWith("/assets/") ? "force-cache" : "no-cache";
  return (await fetchAs(file, near)) ?? (await fetchAs(file, "reload")) ?? refuse(file);
}

// The file when its bytes are the ones of this generation, else null.
async function fetchAs(file, cache) {
  const response = await fetch(file.path, { cache, credentials: "same-origin", redirect: "error" });
  if (!response.ok) return null;
  const body = await response.arrayBuffer();
  const digest = hex(await crypto.subtle.digest("SHA-256", body));
  return digest === file.sha256 ? new Response(body, { headers: response.headers }) : null;
}

function refuse(file) {
  throw new Error(`${file.path}: other bytes than released`);
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const file of PRECACHE.files) {
    if (await cache.match(file.path)) continue;
    await cache.put(file.path, await fetchChecked(file));
  }
}

// Puts back what is gone or has other bytes, file by file: one that cannot be had keeps no other from coming back,
// and nothing is thrown away before there is something better.
async function mend() {
  const cache = await caches.open(CACHE);
  let whole = true;
  for (const file of PRECACHE.files) {
    if (await isKept(cache, file)) continue;
    try {
      await cache.put(file.path, await fetchChecked(file));
    } catch {
      whole = false;
    }
  }
  return whole && isWhole();
}

async function isKept(cache, file) {
  const kept = await cache.match(file.path);
  return !!kept && hex(await crypto.subtle.digest("SHA-256", await kept.arrayBuffer())) === file.sha256;
}

async function dropOlder() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("suicha-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) =>
  event.waitUntil(dropOlder().then(() => self.clients.claim())),
);

// The home screen asks, when no record is open.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
  if (event.data === "version" && event.ports[0]) event.ports[0].postMessage(VERSION);
  if (event.data === "whole" && event.ports[0]) {
    const [port] = event.ports;
    event.waitUntil(mend().then((whole) => port.postMessage(whole), () => port.postMessage(false)));
  }
});

// Before a day without network: every file of this generation is here, with the bytes that were released.
async function isWhole() {
  const cache = await caches.open(CACHE);
  for (const file of PRECACHE.files) {
    if (!(await isKept(cache, file))) return false;
  }
  return true;
}

const ours = new Set(PRECACHE.files.map((file) => file.path));

// Programs of their own behind the same name: not kept, and not answered with the tablet's page.
const elsewhere = /^\/(office|witness|public)(\/|$)/;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (ours.has(url.pathname)) {
    event.respondWith(fromCache(url.pathname, event));
  } else if (request.mode === "navigate" && !url.pathname.includes(".") && !elsewhere.test(url.pathname)) {
    event.respondWith(fromCache(SHELL, event));
  }
});

async function fromCache(path, event) {
  const kept = await (await caches.open(CACHE)).match(path);
  if (kept) return kept;
  // The browser threw it away: the network answers, and the next time the cache does again.
  event.waitUntil(putBack(path));
  return fetch(event.request);
}

async function putBack(path) {
  const file = PRECACHE.files.find((file) => file.path === path);
  if (!file) return;
  try {
    await (await caches.open(CACHE)).put(path, await fetchChecked(file));
  } catch {
    // Without it the app is not whole, which the departure check says.
  }
}
