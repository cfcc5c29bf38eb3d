// Finds the sections that have all words, anywhere in them; those that have them in a heading come first.
const input = document.getElementById('search');
const found = document.getElementById('found');
const lower = searchable.map(section => section.map(text => text.toLowerCase()));

function score([, page, heading, text], words) {
  let sum = 0;
  for (const word of words) {
    const here = heading === word ? 20 : heading.startsWith(word) ? 10 : heading.includes(word) ? 8 : page.includes(word) ? 3 : text.includes(word) ? 1 : 0;
    if (here === 0) {
      return 0;
    }
    sum += here;
  }
  return sum + (page === heading ? 6 : 0) + (words.length > 1 && text.includes(words.join(' ')) ? 5 : 0);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function result([place, page, heading, text], words) {
  const item = document.createElement('li');
  const link = element('a', heading);
  link.href = place;
  if (page !== heading) {
    link.append(element('small', page));
  }
  const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 40);
  link.append(element('span', (at > 0 ? '...' : '') + text.slice(at, at + 140)));
  item.append(link);
  return item;
}

function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(word => word);
  const hits = words.length === 0 ? [] : searchable
      .map((section, i) => ({section, score: score(lower[i], words)}))
      .filter(hit => hit.score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, 12);
  found.replaceChildren(...hits.map(hit => result(hit.section, words)));
  if (words.length > 0 && hits.length === 0) {
    found.append(element('li', 'Nothing found'));
  }
  found.hidden = words.length === 0;
}

input.addEventListener('input', search);
document.addEventListener('keydown', event => {
  const links = [...found.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  if (event.key === '/' && document.activeElement !== input) {
    input.focus();
    event.preventDefault();
  } else if (event.key === 'Escape') {
    found.hidden = true;
  } else if (event.key === 'Enter' && document.activeElement === input && links.length > 0) {
    location.href = links[0].href;
    found.hidden = true;
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !found.hidden) {
    (links[at + (event.key === 'ArrowDown' ? 1 : -1)] ?? input).focus();
    event.preventDefault();
  }
});
found.addEventListener('click', () => found.hidden = true);
document.addEventListener('click', event => {
  if (!found.contains(event.target) && event.target !== input) {
    found.hidden = true;
  }
});
// also: page.html?q=words
input.value = new URLSearchParams(location.search).get('q') ?? '';
search();
