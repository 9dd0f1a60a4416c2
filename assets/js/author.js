// While a course is watched: the page follows what is saved, in place. Only what changed is put anew, so that the
// scroll, open boxes and what was typed stay. No reader loads this.
(function () {
  'use strict';

  const bar = () => document.getElementById('Author');
  let shown = bar().dataset.version;
  let last = null; // the page as the server last sent it, which scripts have not touched
  let busy = false;
  let again = false;
  let source = null;

  const ask = async () => {
    const answer = await fetch(location.href, { cache: 'no-store', credentials: 'same-origin' });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
      location.replace(answer.url);
      return null;
    }
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  const fresh = (node) => document.importNode(node, true);

  // Puts what differs between two pages of the server into the live one. Where a script changed the live one since,
  // the whole element comes anew.
  const patch = (live, was, now) => {
    if (was.isEqualNode(now)) return;
    if (live.nodeType !== 1 || was.nodeName !== now.nodeName || live.nodeName !== now.nodeName) {
      live.replaceWith(fresh(now));
      return;
    }
    Array.from(was.attributes).forEach((a) => { if (!now.hasAttribute(a.name)) live.removeAttribute(a.name); });
    Array.from(now.attributes).forEach((a) => { if (was.getAttribute(a.name) !== a.value) live.setAttribute(a.name, a.value); });
    const here = Array.from(live.childNodes);
    const before = Array.from(was.childNodes);
    const after = Array.from(now.childNodes);
    if (here.length !== before.length) {
      live.replaceChildren(...after.map(fresh));
      return;
    }
    let start = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
    let end = 0;
    while (end < before.length - start && end < after.length - start &&
      before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])) end += 1;
    const gone = here.slice(start, here.length - end);
    const come = after.slice(start, after.length - end);
    if (gone.length === come.length) {
      come.forEach((node, i) => patch(gone[i], before[start + i], node));
      return;
    }
    come.forEach((node) => live.insertBefore(fresh(node), here[here.length - end] || null));
    gone.forEach((node) => node.remove());
  };

  const assets = (page) => Array.from(page.querySelectorAll('link[rel=stylesheet],script[src]'))
    .map((e) => e.href || e.src).sort().join();

  const follow = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const page = await ask();
      if (page && (!last || assets(page) !== assets(last))) {
        location.reload();
      } else if (page) {
        const held = scrollY;
        document.title = page.title;
        patch(document.body, last.body, page.body);
        if (scrollY !== held && !('overflowAnchor' in document.body.style)) scrollTo(scrollX, held);
        last = page;
        shown = bar().dataset.version;
      }
    } catch (e) { /* the server is away: it is asked again when it is back */ }
    busy = false;
    if (again) {
      again = false;
      follow();
    }
  };

  // Each tab that is seen listens, and no other: a browser opens six connections to a site.
  const listen = () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource('/-/watch');
      source.addEventListener('message', (event) => { if (event.data !== shown) follow(); });
    }
  };

  ask().then((page) => {
    if (!page) return;
    if (page.getElementById('Author').dataset.version !== shown) {
      location.reload();
      return;
    }
    last = page;
    document.addEventListener('visibilitychange', listen);
    addEventListener('pagehide', () => { if (source) source.close(); source = null; });
    addEventListener('pageshow', listen);
    listen();
  });
}());
