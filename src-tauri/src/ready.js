// Says in the title when the page can be used: something on it takes the focus, and two frames have passed since.
// Only for measuring how long that takes; see window.rs.
addEventListener('DOMContentLoaded', () => {
  const look = () => {
    if (!document.querySelector('#app :is(button, input):not(:disabled)')) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'ready'; }));
  };
  look();
});
