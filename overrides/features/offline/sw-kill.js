// Ends the installed site on every device that visits: put in place of sw.js (see CONTRIBUTING.md) it deletes what
// was kept, lets go of the pages, and the site is an ordinary site again. Answers are not touched: they lie elsewhere.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const cache = `pandu:${new URL(self.registration.scope).pathname}`;
  event.waitUntil(Promise.all([caches.delete(cache), self.registration.unregister()]));
});
