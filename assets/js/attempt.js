// What was ticked or typed in an attempt and not sent yet is kept in this tab, under the attempt's id, and given back:
// after the session has ended, in another language, on another day while the tab is open. It stands at the end of the
// page, before the script that turns orders into buttons, which then finds them filled in.
(function () {
  'use strict';

  const attempt = document.querySelector('[data-attempt]');
  const name = 'sentier-draft ' + location.pathname.split('/').pop();
  const forms = attempt.querySelectorAll('form[data-draft]');
  const question = (form) => form.elements.q.value + ' ' + form.elements.f.value;

  const keep = (drafts) => {
    try {
      if (Object.keys(drafts).length) sessionStorage.setItem(name, JSON.stringify(drafts));
      else sessionStorage.removeItem(name);
    } catch (e) { /* storage is off: nothing is kept */ }
  };
  let drafts = {};
  try {
    drafts = JSON.parse(sessionStorage.getItem(name)) || {};
  } catch (e) { /* nothing was kept, or what no one can read */ }

  // What is answered needs no draft any more; of what was handed in, nothing is left.
  attempt.querySelectorAll('.q').forEach((answered) => {
    if (answered.querySelector('form[data-draft]')) return;
    Object.keys(drafts).forEach((key) => {
      if ('q-' + key.split(' ')[0] === answered.id) delete drafts[key];
    });
  });
  if (attempt.dataset.attempt === 'over') drafts = {};
  keep(drafts);

  const fields = (form) => Array.from(form.elements)
    .filter((field) => field.name && field.type !== 'hidden' && field.type !== 'submit');
  forms.forEach((form) => {
    const draft = drafts[question(form)];
    if (!draft) return;
    fields(form).forEach((field) => {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = draft.indexOf(field.name + '=' + field.value) >= 0;
      else draft.forEach((one) => { if (one.indexOf(field.name + '=') === 0) field.value = one.slice(field.name.length + 1); });
    });
  });

  const note = (event) => {
    const form = event.target.closest && event.target.closest('form[data-draft]');
    if (!form) return;
    const filled = fields(form)
      .filter((field) => (field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value))
      .map((field) => field.name + '=' + field.value);
    if (filled.length) drafts[question(form)] = filled;
    else delete drafts[question(form)];
    keep(drafts);
  };
  document.addEventListener('input', note);
  document.addEventListener('submit', (event) => { // the answers of a stranger, who wants none left
    if (event.target.hasAttribute('data-forget')) keep({});
  });
  document.addEventListener('click', note); // the buttons of an order

  const told = attempt.querySelector('.fb .k, .err, .k[tabindex]');
  if (told) told.focus();
}());
