// The pages on which people write: what is not sent yet is kept in this browser until it stands on a page; what may
// answer a question is looked for while its title is typed.
(function () {
  'use strict';

  const prefix = 'sentier-draft ';
  const form = document.querySelector('form[data-draft]');
  const quietly = (act) => {
    try {
      return act();
    } catch (e) { // storage is off, or holds what no one can read: nothing is kept
      return null;
    }
  };

  // A draft goes by where it is written, and holds the id of its message: sent twice, it is there once. Once the message
  // stands on a page, or a month has passed, nothing is left of it. On a shared computer it goes with the tab.
  const oldest = Date.now() - 30 * 864e5; // in milliseconds
  const sent = (draft) => document.getElementById('p-' + draft.id);
  const stores = () => [localStorage, sessionStorage];
  stores().forEach((store) => quietly(() => Object.keys(store).forEach((name) => {
    if (name.indexOf(prefix) !== 0) return;
    const draft = quietly(() => JSON.parse(store.getItem(name)));
    if (!draft || !(draft.at > oldest) || sent(draft)) store.removeItem(name);
  })));

  if (form) {
    const tab = form.hasAttribute('data-tab');
    const { lesson, body } = form.elements;
    const name = prefix + location.pathname + (lesson && lesson.value ? ' ' + lesson.value : '');
    const fields = Array.from(form.elements)
      .filter((field) => field.name && field.type !== 'submit' && field.name !== 'seen');
    const draft = quietly(() => JSON.parse((tab ? sessionStorage : localStorage).getItem(name)));
    if (draft && !body.value && !document.querySelector('.err')) {
      fields.forEach((field) => {
        if (field.type === 'radio') field.checked = field.value === draft.fields[field.name];
        else if (field.name in draft.fields) field.value = draft.fields[field.name];
      });
    }
    let left = false; // somebody has signed out in another tab: this one keeps nothing more
    addEventListener('storage', (event) => { left = left || event.key === null; });
    form.addEventListener('input', () => quietly(() => {
      const store = tab ? sessionStorage : localStorage;
      const filled = {};
      fields.forEach((field) => { if (field.type !== 'radio' || field.checked) filled[field.name] = field.value; });
      if (left || !(filled.body || filled.title)) store.removeItem(name);
      else store.setItem(name, JSON.stringify({ at: Date.now(), id: filled.id, fields: filled }));
    }));
  }

  // While a title is typed: what is similar.
  const title = form && form.elements.title;
  if (title) {
    let wait;
    let running;
    const look = async () => {
      if (running) running.abort();
      if (title.value.trim().length < 5) return;
      running = new AbortController();
      const url = new URL(form.action);
      url.search = new URLSearchParams({ title: title.value, similar: '1' });
      try {
        const answer = await fetch(url, { signal: running.signal, credentials: 'same-origin' });
        if (!answer.ok) return;
        const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('Similar');
        const shown = document.getElementById('Similar');
        if (found && found.innerHTML !== shown.innerHTML) shown.replaceWith(found);
      } catch (e) { /* a newer one runs, or the page shows it when the form is sent */ }
    };
    title.addEventListener('input', () => {
      clearTimeout(wait);
      wait = setTimeout(look, 400);
    });
    if (title.value) look();
  }

  const first = document.querySelector('.err[autofocus],#Preview,#Similar .k[tabindex]');
  if (first) first.focus();
}());
