// What was ticked or typed in an attempt and not sent yet is kept in this browser, under the attempt's id, and given
// back: after the session has ended, in another language, once a closed tab is opened again. On a shared computer, and of
// a stranger, it goes with the tab. This stands at the end of the page, before the script that turns orders into buttons,
// which then finds them filled in.
(function () {
  'use strict';

  const attempt = document.querySelector('[data-attempt]');
  const prefix = 'sentier-draft ';
  const name = prefix + location.pathname.split('/').pop();
  const oldest = Date.now() - 30 * 864e5; // in milliseconds: what is older is of an attempt that nobody goes on with here
  const forms = attempt.querySelectorAll('[data-draft]'); // among all questions, each is a part of one form
  const question = (form) => form.dataset.draft;
  const called = (field) => field.name.split('.').pop(); // as in the form of that question alone

  // Storage may be off: then nothing is kept.
  const quietly = (act) => {
    try {
      return act();
    } catch (e) {
      return null;
    }
  };
  const places = () => ('tab' in attempt.dataset ? [sessionStorage, localStorage] : [localStorage, sessionStorage]);
  const read = () => quietly(() => {
    const [own, other] = places(); // another: this computer was not said to be shared before, or was
    return JSON.parse(own.getItem(name) || other.getItem(name)).drafts;
  }) || {};
  const keep = (drafts) => quietly(() => {
    const [own, other] = places();
    other.removeItem(name);
    if (Object.keys(drafts).length) own.setItem(name, JSON.stringify({ at: Date.now(), drafts }));
    else own.removeItem(name);
  });

  quietly(() => Object.keys(localStorage).forEach((key) => {
    if (key.indexOf(prefix) === 0 && !(JSON.parse(localStorage.getItem(key)).at > oldest)) localStorage.removeItem(key);
  }));

  // What is answered needs no draft any more; of what was handed in, nothing is left.
  const drafts = attempt.dataset.attempt === 'over' ? {} : read();
  attempt.querySelectorAll('.q').forEach((answered) => {
    if (answered.querySelector('[data-draft]')) return;
    Object.keys(drafts).forEach((key) => {
      if ('q-' + key.split(' ')[0] === answered.id) delete drafts[key];
    });
  });
  keep(drafts);

  const fields = (form) => Array.from(form.querySelectorAll('input, select'))
    .filter((field) => field.name && field.type !== 'hidden');
  forms.forEach((form) => {
    const draft = drafts[question(form)];
    if (!draft) return;
    fields(form).forEach((field) => {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = draft.indexOf(called(field) + '=' + field.value) >= 0;
      else draft.forEach((one) => { if (one.indexOf(called(field) + '=') === 0) field.value = one.slice(called(field).length + 1); });
    });
  });

  let left = false; // somebody has signed out in another tab: this one keeps nothing more
  addEventListener('storage', (event) => { left = left || event.key === null; });
  const note = (event) => {
    const form = !left && event.target.closest && event.target.closest('[data-draft]');
    if (!form) return;
    const now = read(); // another tab may have written, too
    const filled = fields(form)
      .filter((field) => (field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value))
      .map((field) => called(field) + '=' + field.value);
    if (filled.length) now[question(form)] = filled;
    else delete now[question(form)];
    keep(now);
  };
  document.addEventListener('input', note);
  document.addEventListener('submit', (event) => { // the answers of a stranger, who wants none left
    if (event.target.hasAttribute('data-forget')) keep({});
  });
  document.addEventListener('click', note); // the buttons of an order
  document.addEventListener('keydown', (event) => { // among all, Enter checks the question that it is pressed in
    const part = event.key === 'Enter' && event.target.matches('[type=text]') && event.target.closest('div[data-draft]');
    if (!part || event.isComposing) return;
    event.preventDefault();
    part.querySelector('[name=q]').click();
  });

  // What is said of an answer comes first. Its form leads there, but not every browser puts the focus there, too.
  const told = attempt.querySelector('.err') || document.getElementById(location.hash.slice(1));
  if (told) told.focus();
}());
