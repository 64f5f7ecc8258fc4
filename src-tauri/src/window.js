// What a browser does with these and a program must not: begin the page anew in the middle of an entry, or offer to.
addEventListener('keydown', (event) => {
  const again = event.key === 'F5' || (event.ctrlKey && event.key.toLowerCase() === 'r');
  if (again) event.preventDefault();
}, true);
addEventListener('contextmenu', (event) => event.preventDefault(), true);
