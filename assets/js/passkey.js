// Passkeys: the device is asked to make one, or to sign in with one, and its answer is sent with the form. Nothing shows
// where the browser has none.
(function () {
  'use strict';

  const fresh = 4 * 60 * 1000; // what a device is asked is good for five minutes
  const able = Boolean(window.PublicKeyCredential && navigator.credentials && window.isSecureContext);
  document.querySelectorAll('[data-with],[data-make],[data-ask]').forEach((element) => { element.hidden = !able; });
  document.querySelectorAll('[data-without]').forEach((element) => { element.hidden = able; });
  if (!able) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode.apply(null, new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const read = (options) => {
    const named = (list) => (list || []).map((one) => Object.assign({}, one, { id: bytes(one.id) }));
    const made = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (made.user) made.user = Object.assign({}, made.user, { id: bytes(made.user.id) });
    made.excludeCredentials = named(made.excludeCredentials);
    made.allowCredentials = named(made.allowCredentials);
    return made;
  };
  const answer = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    ['attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach((part) => {
      if (made.response[part]) response[part] = text(made.response[part]);
    });
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {}, response });
  };
  const send = (form, made) => {
    form.querySelector('[name=passkey]').value = answer(made);
    const password = form.querySelector('[name=password]');
    if (password) password.value = '';
    form.submit();
  };

  const make = document.querySelector('[data-make]');
  if (make) {
    const said = make.querySelector('[data-said]');
    let asking = false;
    make.addEventListener('submit', (event) => {
      event.preventDefault();
      if (asking) return;
      asking = true;
      said.textContent = '';
      navigator.credentials.create({ publicKey: read(JSON.parse(make.dataset.make)) })
        .then((made) => send(make, made))
        .catch((error) => {
          asking = false;
          said.textContent = error.name === 'InvalidStateError' ? make.dataset.there : make.dataset.failed;
        });
    });
  }

  const ask = document.querySelector('[data-ask]');
  if (!ask) return;
  const form = ask.closest('form');
  const said = ask.querySelector('[data-said]');
  let asked = null; // what the server asks, and since when
  let since = 0;
  let waiting = null; // the question that stands behind the field of the name
  let asking = false;
  const question = () => {
    if (!asked || Date.now() - since > fresh) {
      since = Date.now();
      asked = fetch(ask.dataset.ask, { method: 'POST', credentials: 'same-origin' })
        .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.status))));
      asked.catch(() => { asked = null; });
    }
    return asked;
  };
  const get = (options) => question().then((told) => {
    const state = told.state;
    return navigator.credentials.get(Object.assign({ publicKey: read(told.publicKey) }, options)).then((made) => {
      form.querySelector('[name=state]').value = state;
      send(form, made);
    });
  });
  // Browsers that can offer passkeys while the name is typed.
  const offer = () => {
    if (asking || document.hidden || !window.AbortController || !PublicKeyCredential.isConditionalMediationAvailable) return;
    if (waiting) waiting.abort();
    const mine = new AbortController();
    waiting = mine;
    PublicKeyCredential.isConditionalMediationAvailable().then((can) => {
      if (can && waiting === mine) return get({ mediation: 'conditional', signal: mine.signal });
    }).catch(() => { /* nobody chose one */ });
  };
  offer();
  setInterval(offer, fresh);
  document.addEventListener('visibilitychange', () => { if (Date.now() - since > fresh) offer(); });
  ask.querySelector('button').addEventListener('click', () => {
    if (asking) return;
    asking = true;
    said.textContent = '';
    if (waiting) waiting.abort();
    waiting = null;
    get({}).catch(() => {
      asking = false;
      said.textContent = ask.dataset.failed;
      offer();
    });
  });
}());
