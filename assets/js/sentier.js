// What this file does is extra: each part makes something nicer that works without it. It keeps to itself, under
// a policy without inline script, inline style or outside address.
(function () {
  'use strict';

  const root = document.documentElement;
  const find = (selector, inside) => (inside || document).querySelector(selector);
  const each = (selector, act, inside) => (inside || document).querySelectorAll(selector).forEach(act);
  const words = (find('#Words') || root).dataset;

  const make = (tag, text, attributes) => {
    const element = document.createElement(tag);
    element.textContent = text || '';
    Object.keys(attributes || {}).forEach((name) => element.setAttribute(name, attributes[name]));
    return element;
  };

  // Storage may be off: then nothing is kept.
  const quietly = (act) => {
    try {
      return act();
    } catch (e) {
      return null;
    }
  };

  // The reader's place, in this browser alone: {read: [keys], at: {key, title, url}}.
  const kept = () => quietly(() => JSON.parse(localStorage.getItem('sentier'))) || {};
  const keep = (place) => quietly(() => localStorage.setItem('sentier', JSON.stringify(place)));

  // After signing out, the browser keeps nothing for who comes next.
  if (find('[data-left]')) {
    quietly(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  }

  // Who is signed in has marks that the server knows, in place of the browser's own.
  const mine = find('[data-marks]');
  const done = mine ? mine.dataset.marks.split(' ') : kept().read || [];
  each('[data-plan]', (plan) => each('[data-key]', (step) => {
    if (done.indexOf(step.dataset.key) < 0) return;
    step.classList.add('done');
    find('.b', step).innerHTML = '<svg class="i" aria-hidden="true"><use href="#i-check"></use></svg>';
    find('.t', step).append(make('span', ' ' + plan.dataset.done, { class: 'vh' }));
  }, plan));

  // Where reading stops: at the last heading that came up. Of who is signed in the server remembers it, of others this
  // browser alone.
  const lesson = find('[data-lesson]');
  if (lesson) {
    const { lesson: key, title } = lesson.dataset;
    const url = location.pathname;
    let told;
    let read;
    const stop = () => {
      let heading = '';
      each('.text h2,.text h3,.ask h2', (h) => { if (h.getBoundingClientRect().top < innerHeight / 3) heading = h.id; }, lesson);
      if (read || told === heading) return;
      told = heading;
      if (mine) {
        navigator.sendBeacon(url + '/place', new URLSearchParams({ heading }));
      } else {
        const place = kept();
        place.at = { key, title, url: url + (heading && '#' + heading) };
        keep(place);
      }
    };
    if (!mine) stop();
    document.addEventListener('visibilitychange', stop);
    addEventListener('pagehide', stop);
    // Only the reader says that it is read. For who is signed in, the server then knows where they go on.
    find('.next', lesson).addEventListener('submit', () => { read = true; });
    find('[data-read]', lesson).addEventListener('click', () => {
      const place = kept();
      place.read = (place.read || []).filter((other) => other !== key).concat(key);
      keep(place);
    });
  }

  const drawer = find('.drawer');
  if (drawer && matchMedia('(min-width: 64rem)').matches) drawer.open = true;

  // Home: go on where one was. Who is signed in has that on their own page.
  const resume = find('#resume');
  const at = kept().at;
  if (resume && at && !find('.who') && /^\/[^/\\]/.test(at.url)) {
    const say = resume.dataset;
    const card = make('section', '', { class: 'resume', 'aria-labelledby': 'resume-at' });
    const row = make('p', '', { class: 'row' });
    const forget = make('button', say.forget, { type: 'button', class: 'quiet' });
    forget.addEventListener('click', () => {
      quietly(() => localStorage.removeItem('sentier'));
      const done = make('p', say.forgotten, { role: 'status', tabindex: '-1' });
      card.replaceWith(done);
      done.focus();
    });
    row.append(make('a', say.go, { class: 'btn sun', href: at.url }), forget);
    card.append(make('p', say.at, { class: 'eyebrow' }), make('h2', at.title, { id: 'resume-at' }), row,
      make('p', say.note, { class: 'small' }));
    resume.append(card);
    resume.hidden = false;
  }

  // Words of the glossary, in place.
  const definitions = find('#Definitions');
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.term[data-term]');
    const definition = link && definitions && find('[data-term="' + link.dataset.term + '"]', definitions.content);
    if (!definition || event.ctrlKey || event.metaKey || event.shiftKey || !root.showPopover) return;
    event.preventDefault();
    let pop = find('.pop');
    if (pop) pop.remove();
    pop = make('div', '', { class: 'pop', popover: 'auto', role: 'dialog', 'aria-labelledby': 'pop-title' });
    if (definition.lang) pop.lang = definition.lang;
    pop.append(...definition.cloneNode(true).childNodes);
    find('h2', pop).id = 'pop-title';
    const more = make('a', words.open, { href: link.href });
    pop.append(more);
    pop.addEventListener('toggle', (change) => {
      if (change.newState === 'closed') {
        if (pop.contains(document.activeElement) || document.activeElement === document.body) link.focus();
        pop.remove();
      }
    });
    link.after(pop);
    pop.showPopover();
    const box = link.getBoundingClientRect();
    const below = box.bottom + 8;
    const top = below + pop.offsetHeight < innerHeight ? below : Math.max(8, box.top - pop.offsetHeight - 8);
    pop.style.left = scrollX + Math.max(16, Math.min(box.left, innerWidth - pop.offsetWidth - 16)) + 'px';
    pop.style.top = scrollY + top + 'px';
    more.focus({ preventScroll: true });
  });

  // A page as the server would send it for that address.
  const page = async (url, signal) => {
    const answer = await fetch(url, { signal, credentials: 'same-origin' });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  // The site is out of reach: what was typed stays, and can be sent again.
  const away = (question) => {
    each('.err', (old) => old.remove(), question);
    const note = make('div', '', { class: 'err', role: 'alert', tabindex: '-1' });
    note.append(make('p', words.away));
    find('form, .fb', question).before(note);
    note.focus();
  };

  // Questions answered in place: the same address, without leaving the page.
  const swap = async (question, url, then) => {
    question.setAttribute('aria-busy', 'true');
    try {
      const fresh = (await page(url)).getElementById(question.id);
      if (!fresh) throw new Error('gone');
      question.replaceWith(fresh);
      prepare(fresh);
      const target = find('.fb .k, .err, input:not([type=hidden]), select', fresh);
      if (target) target.focus();
    } catch (e) {
      question.removeAttribute('aria-busy');
      if (e instanceof TypeError) away(question); // which is how fetch says that nobody answered
      else then();
    }
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-question]')) return;
    event.preventDefault();
    const url = new URL(form.action);
    url.hash = '';
    url.search = new URLSearchParams(new FormData(form));
    swap(form.closest('.q'), url, () => form.submit());
  });
  document.addEventListener('click', (event) => {
    const again = event.target.closest('[data-again]');
    if (!again) return;
    event.preventDefault();
    swap(again.closest('.q'), again.pathname, () => { location.href = again.href; });
  });

  // Items to put in order: buttons instead of numbers.
  const prepare = (inside) => each('[data-order]', (list) => {
    const count = () => Array.from(list.children).forEach((item, i) => { find('select', item).value = i + 1; });
    const place = (item) => +find('select', item).value || 99; // what was filled in before
    Array.from(list.children).sort((a, b) => place(a) - place(b)).forEach((item) => {
      list.append(item);
      const name = find('label', item).lastChild.textContent;
      find('select', item).hidden = true;
      ['up', 'down'].forEach((way) => {
        const button = make('button', way === 'up' ? '↑' : '↓',
          { type: 'button', class: 'btn alt mini', 'aria-label': list.dataset[way] + ' – ' + name.trim() });
        button.addEventListener('click', () => {
          const other = way === 'up' ? item.previousElementSibling : item.nextElementSibling;
          if (!other) return;
          list.insertBefore(way === 'up' ? item : other, way === 'up' ? other : item);
          count();
          button.focus();
        });
        item.append(button);
      });
    });
    count();
  }, inside);
  prepare();

  // Copying.
  const copied = (button, text, done) => navigator.clipboard.writeText(text).then(() => {
    const before = button.textContent;
    button.textContent = done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
  if (navigator.clipboard) {
    each('[data-copy]', (button) => {
      if (button.tagName !== 'BUTTON') return;
      button.hidden = false;
      button.addEventListener('click', () => copied(button, document.getElementById(button.dataset.copy).textContent,
        button.dataset.copied));
    });
    each('pre.code', (code) => {
      const box = make('div', '', { class: 'code-box' });
      const button = make('button', words.copy, { type: 'button', class: 'btn alt mini copy' });
      button.addEventListener('click', () => copied(button, code.textContent, words.copied));
      code.replaceWith(box);
      box.append(code, button);
    });
  }

  // Search while typing.
  const search = find('form[data-search]:not([data-index])');
  if (search) {
    let wait;
    let running;
    search.addEventListener('input', () => {
      clearTimeout(wait);
      wait = setTimeout(async () => {
        if (running) running.abort();
        running = new AbortController();
        const url = new URL(search.action);
        url.search = new URLSearchParams(new FormData(search));
        try {
          const results = (await page(url, running.signal)).getElementById('results');
          find('#results').replaceWith(results);
          history.replaceState(null, '', url);
        } catch (e) { /* a newer search runs, or the button will do */ }
      }, 250);
    });
  }
}());
