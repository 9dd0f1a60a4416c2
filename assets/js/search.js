// Search of the static site, where no server answers: titles, headings and the glossary, out of an index
// [{t: title, u: address, k: kind, w: [{t, l}] where, x: other words, l: language}]. It is a script that sets sentierIndex:
// a page opened from a disk may load scripts, and nothing else. Accents and case are forgiven.
(function () {
  'use strict';

  const form = document.querySelector('form[data-index]');
  const results = document.getElementById('results');
  const fold = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[’']/g, ' ');
  let index;

  const load = () => new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = form.dataset.index;
    script.onload = () => done(window.sentierIndex);
    script.onerror = failed;
    document.head.append(script);
  });

  const show = async () => {
    const wanted = fold(form.q.value).split(/\s+/).filter(Boolean);
    if (!index) {
      index = (await load())
        .map((entry) => ({ entry, title: ' ' + fold(entry.t), all: ' ' + fold(entry.t + ' ' + (entry.x || '')) }));
    }
    const score = (item) => wanted.reduce((sum, word) => {
      if (sum === 0 && word !== wanted[0]) return 0;
      if (item.title.indexOf(' ' + word) >= 0) return sum + 3;
      return item.all.indexOf(' ' + word) >= 0 ? sum + 1 : 0;
    }, 0);
    const found = wanted.length === 0 ? [] : index.map((item) => [score(item), item.entry])
      .filter((pair) => pair[0] > 0).sort((a, b) => b[0] - a[0]).slice(0, 30);
    const list = document.createElement('ul');
    list.className = 'plain list sect';
    found.forEach(([, entry]) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = entry.u;
      link.textContent = entry.t;
      if (entry.l) link.lang = entry.l;
      item.append(link);
      if (entry.w) {
        const where = document.createElement('span');
        where.className = 'muted small';
        entry.w.forEach((part, i) => {
          const title = document.createElement('span');
          title.textContent = part.t;
          if (part.l) title.lang = part.l;
          where.append(i ? ' · ' : '', title);
        });
        item.append(where);
      }
      list.append(item);
    });
    const none = document.createElement('p');
    none.className = 'sect muted';
    none.setAttribute('role', 'status');
    none.textContent = results.dataset.none;
    results.textContent = '';
    results.append(found.length || wanted.length === 0 ? list : none);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show();
  });
  form.addEventListener('input', show);
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) {
    form.q.value = asked;
    show();
  }
}());
