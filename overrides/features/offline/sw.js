// The site without a connection. RELEASE stands in front of this file (pandu/offline/worker.py): version, date,
// and for each path of the site its SHA-256, its bytes on the wire and its language.
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
const keyOf = (path) => `${SCOPE}${path}?sha256=${encodeURIComponent(files[path].hash)}`;
const open = () => caches.open(CACHE);
const paths = (language) => Object.keys(files).filter((path) => ["", language].includes(files[path].language));

// {saved: {language: whole or still under way}, clients: {id: "old" | "network"}}: `clients` are open pages that are
// not of this release.
async function readState() {
  const stored = await (await open()).match(STATE);
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

const held = async (path) => (await open()).match(keyOf(path));

async function keep(path, body, type) {
  await (await open()).put(keyOf(path), new Response(body, { headers: { "Content-Type": type } }));
}

async function hashOf(body) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return btoa(String.fromCharCode(...digest));
}

// The browser compares with the hash; "no-cache" passes by what it kept of an older release.
async function fetchExact(path) {
  const signal = AbortSignal.timeout?.(PATIENCE);
  const options = { cache: "no-cache", integrity: `sha256-${files[path].hash}`, credentials: "omit", signal };
  const response = await fetch(SCOPE + path, options);
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  await keep(path, await response.arrayBuffer(), response.headers.get("Content-Type"));
}

async function fetchAll(wanted, tell = () => {}) {
  const kept = new Set((await (await open()).keys()).map((request) => request.url));
  const missing = wanted.filter((path) => !kept.has(keyOf(path)));
  const bytes = (list) => list.reduce((sum, path) => sum + files[path].bytes, 0);
  const total = bytes(wanted);
  let done = total - bytes(missing);
  tell(done, total);
  let failure;
  async function work() {
    while (missing.length && !failure) {
      const path = missing.shift();
      await fetchExact(path).then(
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
}

async function heldPaths() {
  const urls = (await (await open()).keys()).map((request) => new URL(request.url));
  const kept = urls.filter((url) => url.searchParams.has("sha256")).map((url) => url.href.split("?")[0]);
  return [...new Set(kept.map((url) => url.slice(SCOPE.length)))].filter((path) => path in files);
}

// Pages that are open now belong to the release before: their files stay until the last of them is closed.
async function activate() {
  const open = await self.clients.matchAll({ type: "window" });
  await changeState((state) => (state.clients = Object.fromEntries(open.map(({ id }) => [id, "old"]))));
  await tidy();
}

async function tidy() {
  const { clients } = await readState();
  const alive = new Set((await self.clients.matchAll({ type: "window" })).map(({ id }) => id));
  const gone = Object.keys(clients).filter((id) => !alive.has(id));
  if (gone.length) await changeState((state) => gone.forEach((id) => delete state.clients[id]));
  if (Object.entries(clients).some(([id, kind]) => kind === "old" && alive.has(id))) return;
  const ours = new Set([STATE, ...Object.keys(files).map(keyOf)]);
  const cache = await open();
  for (const request of await cache.keys()) if (!ours.has(request.url)) await cache.delete(request);
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
    if (!(path in files)) return await fetch(event.request);
    const { response, exact } = await fetchAndKeep(path);
    if (!exact) {
      // The site is newer than this worker: such a page gets everything from the network.
      await changeState((state) => (state.clients[event.resultingClientId] = "network")).catch(() => {});
      self.registration.update().catch(() => {});
    }
    return response;
  } catch {
    return missing(path);
  }
}

async function part(event, path) {
  const { clients } = await readState().catch(() => ({ clients: {} }));
  const kind = clients[event.clientId];
  if (kind === "network") return fetch(event.request);
  if (kind === "old") return (await heldBefore(path)) ?? fetch(event.request);
  const kept = await held(path).catch(() => null);
  return kept ?? (await fetchAndKeep(path)).response;
}

// The file as the release before had it; unchanged, it has one entry only.
async function heldBefore(path) {
  const cache = await open();
  const requests = (await cache.keys()).filter(({ url }) => url.startsWith(`${SCOPE}${path}?sha256=`));
  const before = requests.find(({ url }) => url !== keyOf(path)) ?? requests[0];
  return before && cache.match(before);
}

// In place of a page that is not here: says so, and lists the pages that are.
async function missing(path) {
  const language = files[path]?.language || (path.startsWith("en/") ? "en" : "id");
  const list = [];
  for (const each of await heldPaths().catch(() => [])) {
    if (files[each].language !== language || (each && !each.endsWith("/"))) continue;
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
    tell({ state: { QuotaExceededError: "full", SecurityError: "denied" }[name] ?? "stopped" });
  }
}

// What the foot of a page says in its language. {text, whole: is all of it kept, some: is anything, size: of all of it}
async function report({ language }, tell) {
  const words = RELEASE.words[language];
  const say = (word, values) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const bytes = (list) => list.reduce((sum, path) => sum + files[path].bytes, 0);
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const size = (sum) => say("size", { n: (sum / 1e6).toLocaleString(language, digits) });
  const { saved } = await readState();
  const kept = await heldPaths();
  const all = size(bytes(paths(language)));
  const word = saved[language] ? "whole" : saved[language] === false ? "partly" : kept.length ? "visited" : "nothing";
  const text = say(word, { ...RELEASE, date: words.date, size: size(bytes(kept)), all });
  tell({ text, whole: saved[language] === true, some: kept.length > 0, size: all });
  if (saved[language] !== false || underway.has(language) || navigator.connection?.saveData) return;
  await save({ language }, ({ state }) => state === "saved" && report({ language }, tell));
}

const ANSWERS = {
  activate: () => self.skipWaiting(),
  forget: async (_, tell) => tell(await caches.delete(CACHE)),
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
