// A question for a group: the arrow keys turn the pages, as a presenter's remote does, and what was just shown is said.
(function () {
  'use strict';

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest && event.target.closest('input, select, textarea');
    if (typing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const way = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'prev', PageUp: 'prev' }[event.key];
    const link = way && document.querySelector('[data-turn] a[rel=' + way + ']');
    if (!link || (event.key.indexOf('Page') === 0 && document.documentElement.scrollHeight > innerHeight)) return;
    event.preventDefault();
    link.click();
  });

  const told = document.querySelector('[data-told]');
  if (told) told.focus();
}());
