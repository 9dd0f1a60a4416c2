// The pages on which people write in the forum: what may answer a question is looked for while its title is typed.
// What is not sent yet is kept by draft.js, which comes before.
(function () {
  'use strict';

  const form = document.querySelector('form[data-draft]');

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
