// What a page keeps: in `localStorage` for all tabs, in `sessionStorage` for this one across a reload.

/** @param {Storage} storage @param {string} key */
export function kept(storage, key) {
  const text = storage.getItem(key);
  return text === null ? null : JSON.parse(text);
}

/** @param {Storage} storage @param {string} key @param {unknown} value null and undefined forget it */
export function keep(storage, key, value) {
  if (value === null || value === undefined) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(value));
}

/** Takes it out, so that a copy of the tab does not find it too. */
export function take(storage, key) {
  const value = kept(storage, key);
  storage.removeItem(key);
  return value;
}
