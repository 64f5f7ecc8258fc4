// Says in the title when the page can be used: something on it takes the focus, and two frames have passed since; and
// once a book was opened, when its first page stands with its numbers.
// Only for measuring how long that takes; see window.rs.
addEventListener('DOMContentLoaded', () => {
  const when = (there, title, then) => {
    const look = () => {
      if (!there()) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(() => { document.title = title; then?.(); }));
    };
    look();
  };
  const page = () => document.querySelector('#app :is(button, input):not(:disabled)');
  const opened = () => document.querySelector('[data-testid="workbench-page"] .page-body button');
  when(page, 'ready', () => when(opened, 'opened'));
});
