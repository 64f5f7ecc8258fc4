// The names of all parts that hold more than they show. Text that is cut by an ellipsis says so itself, and a
// field for typing scrolls by its nature; what holds no text is an ornament.
const wide = [];
const name = (one) => one.dataset.testid ?? `${one.tagName.toLowerCase()}.${String(one.className).split(' ').join('.')}`;
const says = (one) => getComputedStyle(one).textOverflow === 'ellipsis' || one.matches('input, textarea, img') || one.textContent.trim() === '';
if (document.documentElement.scrollWidth > document.documentElement.clientWidth) wide.push('the page');
for (const one of document.querySelectorAll('body *')) {
  if (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && !says(one)) {
    wide.push(`${name(one)} ${one.scrollWidth} > ${one.clientWidth}`);
  }
}
// A card that does not scroll is as high as what is in it.
for (const card of document.querySelectorAll('.card')) {
  if (getComputedStyle(card).overflowY === 'visible' && card.clientHeight > 0 && card.scrollHeight > card.clientHeight + 1) {
    wide.push(`${name(card)} is too low: ${card.scrollHeight} > ${card.clientHeight}`);
  }
}
return wide;
