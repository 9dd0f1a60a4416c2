// What is typed into a form and not sent yet is kept in this browser until it has arrived, and given back: after a closed
// tab, a session that ended, a line that dropped. On a shared computer, and of a stranger, it goes with the tab.
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

  // A draft goes by where it is written, and holds the id of what it will be: sent twice, it is there once. Once that
  // stands on a page or in its address, or a month has passed, nothing is left of it.
  const oldest = Date.now() - 30 * 864e5; // in milliseconds
  const arrived = (draft) => draft.id && (document.getElementById('p-' + draft.id) ||
    draft.path && draft.path !== location.pathname && location.href.indexOf(draft.id) >= 0);
  [() => localStorage, () => sessionStorage].forEach((store) => quietly(() => Object.keys(store()).forEach((name) => {
    if (name.indexOf(prefix) !== 0) return;
    const draft = quietly(() => JSON.parse(store().getItem(name)));
    if (!draft || !(draft.at > oldest) || arrived(draft)) store().removeItem(name);
  })));
  if (!form) return;

  const tab = form.hasAttribute('data-tab');
  const about = ['lesson', 'about', 'q'].map((name) => form.elements[name]).filter((field) => field && field.value);
  const name = [prefix + location.pathname].concat(about.map((field) => field.value)).join(' ');
  const fields = Array.from(form.elements)
    .filter((field) => field.name && field.type !== 'submit' && ['seen', 'stamp', 'action', 'website'].indexOf(field.name) < 0);
  const ticked = (field) => field.type === 'radio' || field.type === 'checkbox';
  const typed = fields.filter((field) => field.type !== 'hidden' && !ticked(field) && field.tagName !== 'SELECT');
  const filled = () => {
    const now = {};
    fields.forEach((field) => { if (!ticked(field) || field.checked) now[field.name] = field.value; });
    return now;
  };
  const said = () => JSON.stringify(typed.map((field) => field.value));
  // As the page has it: where that has changed since, a draft is of something else. A page that shows what was typed
  // names what it began from.
  const was = form.dataset.was || said();
  const own = () => (tab ? sessionStorage : localStorage);

  const draft = quietly(() => JSON.parse(own().getItem(name)));
  const empty = !typed.some((field) => field.tagName === 'TEXTAREA' && field.value);
  if (draft && draft.fields && !document.querySelector('.err') && (empty || draft.was === was)) {
    fields.forEach((field) => {
      if (ticked(field)) field.checked = field.value === draft.fields[field.name];
      else if (field.name in draft.fields) field.value = draft.fields[field.name];
    });
    if (form.dataset.draft && draft.id) { // it goes where it would have gone
      form.action = form.action.replace(form.dataset.draft, draft.id);
      form.dataset.draft = draft.id;
    }
  }

  let left = false; // somebody has signed out in another tab: this one keeps nothing more
  addEventListener('storage', (event) => { left = left || event.key === null; });
  form.addEventListener('input', () => quietly(() => {
    const now = filled();
    if (left || !typed.some((field) => field.value) || said() === was) own().removeItem(name);
    else {
      own().setItem(name, JSON.stringify({ at: Date.now(), id: form.dataset.draft || now.id, path: location.pathname, was, fields: now }));
    }
  }));
}());
