// Reading comfort: the page itself is the sample. It stands at the end of the page; without it, what is chosen shows once
// it is sent.
(function () {
  'use strict';

  const chosen = document.documentElement.dataset;
  const form = document.querySelector('form[data-comfort]');
  form.querySelectorAll('input[type=radio]').forEach((input) => {
    if (chosen[input.name] === input.value) input.checked = true;
  });
  form.addEventListener('change', (event) => { chosen[event.target.name] = event.target.value; });
}());
