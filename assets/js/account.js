// The pages of accounts: what is wrong comes first; a password can be shown; Caps Lock is told; what this browser has
// read comes along; codes can be printed.
(function () {
  'use strict';

  const words = (document.getElementById('Words') || document.body).dataset;
  const make = (tag, text, attributes) => {
    const element = document.createElement(tag);
    element.textContent = text || '';
    Object.keys(attributes).forEach((name) => element.setAttribute(name, attributes[name]));
    return element;
  };

  const wrong = document.querySelector('.err[autofocus]');
  if (wrong) wrong.focus();
  document.querySelectorAll('input[type=password]').forEach((input) => {
    const button = make('button', words.show, { type: 'button', class: 'quiet', 'aria-controls': input.id });
    const caps = make('span', '', { class: 'wrong', role: 'status' });
    const show = (shown) => {
      input.type = shown ? 'text' : 'password';
      button.textContent = shown ? words.hide : words.show;
    };
    button.addEventListener('click', () => show(input.type === 'password'));
    input.form.addEventListener('submit', () => show(false));
    input.addEventListener('keyup', (event) => { // a browser that fills the field in sends one without a key
      const said = event.getModifierState && event.getModifierState('CapsLock') ? words.caps : '';
      if (said !== caps.textContent) caps.textContent = said;
    });
    input.after(button, caps);
  });
  const bring = document.querySelector('input[name=read]');
  let brought = [];
  try {
    brought = JSON.parse(localStorage.getItem('sentier')).read || [];
  } catch (e) { /* storage is off or empty: nothing was read here */ }
  if (bring && brought.length) {
    bring.value = JSON.stringify(brought);
    bring.checked = true;
    bring.closest('label').hidden = false;
  }
  document.querySelectorAll('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });
}());
