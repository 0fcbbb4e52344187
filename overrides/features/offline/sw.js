// The site without a connection. RELEASE stands in front of this file (pandu/offline/worker.py): version, date,
// and for each path of the site its SHA-256, its bytes on the wire, its language and whether saving includes it.
//
// One cache, whose keys are path and hash: a file is what its hash says or it is not there, so a release is never
// mixed with another, an update fetches what changed, and what was fetched before a break is not fetched again.
// Kept are the pages that were opened and, once a reader asked for it, all of a language.
const SCOPE = self.registration.scope;
const CACHE = `pandu:${new URL(SCOPE).pathname}`; // other sites of the same host have caches too
const STATE = `${SCOPE}?pandu=state`;
const AT_ONCE = 4; // fetches
const PATIENCE = 60_000; // milliseconds for one file: in a village a connection more often hangs than it breaks
const { files } = RELEASE;
const keyOf = (path, hash = files[path].hash) => `${SCOPE}${path}?sha256=${encodeURIComponent(hash)}`;
const mapOf = (release) => `${SCOPE}?pandu=files&release=${release}`;
const open = () => caches.open(CACHE);
const read = (key) => caches.match(key, { cacheName: CACHE }); // makes no cache where there is none
const keys = async () => ((await caches.has(CACHE)) ? (await (await open()).keys()).map(({ url }) => url) : []);
const paths = (language) =>
  Object.keys(files).filter((path) => files[path].saved && ["", language].includes(files[path].language));
const bytes = (list) => list.reduce((sum, path) => sum + files[path].bytes, 0);
const isPage = (path) => path === "" || path.endsWith("/");

// saved     language → whole, or still under way
// release   the id of the release that is in use
// clients   open pages of other releases: id of the page → id of its release, or "network"
// untidy    files of releases before may lie about
async function readState() {
  const stored = await read(STATE);
  return stored ? stored.json() : { saved: {}, clients: {} };
}

// One after the other: two changes at once would lose one.
let writing = Promise.resolve();
function changeState(change) {
  writing = writing.catch(() => {}).then(async () => {
    const state = await readState();
    change(state);
    await (await open()).put(STATE, new Response(JSON.stringify(state)));
  });
  return writing;
}

const held = (path) => read(keyOf(path));

async function keep(path, body, type) {
  await (await open()).put(keyOf(path), new Response(body, { headers: { "Content-Type": type } }));
}

async function hashOf(body) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return btoa(String.fromCharCode(...digest));
}

let stop = new AbortController(); // of everything that is being fetched to be kept
function halt() {
  stop.abort();
  stop = new AbortController();
}

// The browser compares with the hash; "no-cache" passes by what it kept of an older release.
async function fetchExact(path, halted) {
  const patience = AbortSignal.timeout?.(PATIENCE);
  const signal = patience && AbortSignal.any ? AbortSignal.any([halted, patience]) : halted;
  const options = { cache: "no-cache", integrity: `sha256-${files[path].hash}`, credentials: "omit", signal };
  const response = await fetch(SCOPE + path, options);
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  const body = await response.arrayBuffer();
  halted.throwIfAborted();
  await keep(path, body, response.headers.get("Content-Type"));
}

async function fetchAll(wanted, tell = () => {}) {
  const { signal } = stop;
  const kept = new Set(await keys());
  const missing = wanted.filter((path) => !kept.has(keyOf(path)));
  const total = bytes(wanted);
  let done = total - bytes(missing);
  tell(done, total);
  let failure;
  async function work() {
    while (missing.length && !failure) {
      const path = missing.shift();
      await fetchExact(path, signal).then(
        () => tell((done += files[path].bytes), total),
        (error) => (failure = error),
      );
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failure) throw failure;
}

// Install: whatever a reader has of the release before, they shall have of this one, or this one waits.
async function install() {
  const { saved } = await readState();
  const wanted = new Set(Object.keys(saved).filter((language) => saved[language]).flatMap(paths));
  if (!navigator.connection?.saveData) for (const path of await heldPaths()) wanted.add(path);
  await fetchAll([...wanted]);
  const map = Object.fromEntries(Object.entries(files).map(([path, { hash }]) => [path, hash]));
  await (await open()).put(mapOf(RELEASE.id), new Response(JSON.stringify(map)));
}

async function heldPaths() {
  const kept = (await keys()).filter((url) => url.includes("?sha256=")).map((url) => url.slice(SCOPE.length));
  return [...new Set(kept.map((path) => path.split("?")[0]))].filter((path) => path in files);
}

// Pages that are open now belong to the release before: its files stay until the last of them is closed.
async function activate() {
  const pages = await self.clients.matchAll({ type: "window" });
  await changeState((state) => {
    for (const { id } of pages) state.clients[id] ??= state.release ?? "network";
    Object.assign(state, { release: RELEASE.id, untidy: true });
  });
  await tidy();
}

// Never while another release is on its way: what it has fetched so far belongs to nobody yet.
async function tidy() {
  const { clients, untidy } = await readState();
  if (!untidy || self.registration.installing || self.registration.waiting) return;
  const alive = new Set((await self.clients.matchAll({ type: "window" })).map(({ id }) => id));
  const used = new Set(Object.keys(clients).filter((id) => alive.has(id)).map((id) => clients[id]));
  const ours = new Set([STATE, mapOf(RELEASE.id), ...Object.keys(files).map((path) => keyOf(path))]);
  for (const release of used) {
    ours.add(mapOf(release));
    for (const [path, hash] of Object.entries(await filesOf(release))) ours.add(keyOf(path, hash));
  }
  const cache = await open();
  for (const url of await keys()) if (!ours.has(url)) await cache.delete(url);
  await changeState((state) => {
    for (const id of Object.keys(state.clients)) if (!alive.has(id)) delete state.clients[id];
    state.untidy = Object.keys(state.clients).length > 0;
  });
}

// Path → hash, of a release whose pages are still open.
async function filesOf(release) {
  const stored = await read(mapOf(release));
  return stored ? stored.json() : {};
}

// A path as the site writes it: "modul/amdal" and "modul/amdal/index.html" are "modul/amdal/".
function slashForm(path) {
  if (path in files) return null;
  const form = path.endsWith("index.html") ? path.slice(0, -"index.html".length) : `${path}/`;
  return form in files ? form : null;
}

// From the network, and kept if it is of this release. {response, exact}
async function fetchAndKeep(path) {
  const response = await fetch(SCOPE + path, { cache: "no-cache" }); // the browser may still hold the release before
  if (!response.ok) return { response, exact: true };
  const { status, headers } = response;
  const type = headers.get("Content-Type");
  const body = await response.arrayBuffer();
  const exact = (await hashOf(body)) === files[path].hash;
  const storing = exact && !navigator.connection?.saveData;
  if (storing) await keep(path, body, type).catch(() => {}); // no room: the page is shown all the same
  return { response: new Response(body, { status, headers: { "Content-Type": type } }), exact };
}

async function navigate(event, path, search) {
  const form = slashForm(path);
  if (form !== null) return Response.redirect(SCOPE + form + search);
  const kept = path in files && (await held(path).catch(() => null));
  if (kept) return kept;
  try {
    const known = path in files;
    const { response, exact } = known ? await fetchAndKeep(path) : { response: await fetch(event.request), exact: false };
    if (exact) return response;
    // A page that this release does not have, or has otherwise: it gets everything from the network.
    await changeState((state) => (state.clients[event.resultingClientId] = "network")).catch(() => {});
    if (known) self.registration.update().catch(() => {});
    return response;
  } catch {
    return missing(path);
  }
}

async function part(event, path) {
  const { clients } = await readState().catch(() => ({ clients: {} }));
  const release = clients[event.clientId];
  if (release === "network") return fetch(event.request, { cache: "no-cache" });
  if (release) {
    const hash = (await filesOf(release))[path];
    return (hash && (await read(keyOf(path, hash)))) ?? fetch(event.request);
  }
  const kept = await held(path).catch(() => null);
  return kept ?? (await fetchAndKeep(path)).response;
}

// In place of a page that is not here: says so, and lists the pages that are.
async function missing(path) {
  const language = files[path]?.language || (path.startsWith("en/") ? "en" : "id");
  const list = [];
  for (const each of await heldPaths().catch(() => [])) {
    if (files[each].language !== language || !isPage(each)) continue;
    const [, title] = /<title>([^<]*)<\/title>/.exec(await (await held(each))?.text()) ?? [];
    if (title) list.push(`<li><a href="${SCOPE}${each}">${title}</a></li>`);
  }
  const body = RELEASE.missing[language].replace("<!--pages-->", () => list.join(""));
  return new Response(body, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

const underway = new Map(); // language → {done: promise, tells: whoever wants to know}

// Asked twice, it is done once.
function save({ language }, tell) {
  const running = underway.get(language);
  if (running) {
    running.tells.push(tell);
    return running.done;
  }
  const tells = [tell];
  const done = fetchLanguage(language, (said) => tells.forEach((each) => each(said)));
  underway.set(language, { tells, done });
  return done.finally(() => underway.delete(language));
}

async function fetchLanguage(language, tell) {
  try {
    await changeState((state) => (state.saved[language] ??= false)); // a break is made good at the next visit
    await fetchAll(paths(language), (done, total) => tell({ state: "saving", done, total }));
    await changeState((state) => (state.saved[language] = true));
    tell({ state: "saved" });
  } catch ({ name }) {
    self.registration.update().catch(() => {}); // perhaps the site is newer
    tell({ state: { QuotaExceededError: "full", SecurityError: "denied", AbortError: "halted" }[name] ?? "stopped" });
  }
}

// What the foot of a page says in its language. {text, whole: is all of it kept, some: is anything, words: for offline.js}
async function report({ language }, tell) {
  const words = RELEASE.words[language];
  const say = (word, values) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const size = (list) => say("size", { n: (Math.ceil(bytes(list) / 1e5) / 10).toLocaleString(language, digits) });
  const wanted = language in (await readState()).saved;
  const urls = new Set(await keys());
  const kept = Object.keys(files).filter((path) => urls.has(keyOf(path)));
  const all = paths(language);
  const whole = wanted && all.every((path) => urls.has(keyOf(path)));
  const word = whole ? "whole" : wanted ? "partly" : kept.length ? "visited" : "nothing";
  tell({ text: say(word, { ...RELEASE, date: words.date, size: size(kept), all: size(all) }), whole, some: kept.length > 0, words });
  // A break, a room cleared by the browser, a release that came while saving: what is lacking is fetched.
  if (!wanted || whole || underway.has(language) || navigator.connection?.saveData) return;
  await save({ language }, ({ state }) => state === "saved" && report({ language }, tell));
}

const ANSWERS = {
  activate: () => self.skipWaiting(),
  forget: async (_, tell) => {
    halt();
    tell(await caches.delete(CACHE));
  },
  pause: halt, // a newer release cannot begin while this one is busy
  report,
  save,
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const answer = ANSWERS[event.data?.do];
  if (answer) event.waitUntil(answer(event.data, (said) => event.ports[0]?.postMessage(said)));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { href, origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || !href.startsWith(SCOPE)) return;
  const path = decodeURI((origin + pathname).slice(SCOPE.length));
  if (request.mode === "navigate") {
    event.respondWith(navigate(event, path, search));
    event.waitUntil(tidy().catch(() => {}));
  } else if (path in files) event.respondWith(part(event, path));
});
