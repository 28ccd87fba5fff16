/* The sunlight switch: ink on paper for a screen in the sun. Remembered by this phone. */
import { root } from './dom.js';

/** Makes the switch work; `changed` is called when the colours have changed. */
export function sunlight(changed) {
  const button = document.querySelector('.light');
  function show(day) {
    root.dataset.light = day ? 'day' : 'night';
    button.setAttribute('aria-pressed', String(day));
    document.querySelector('meta[name=theme-color]').content = day ? '#ffffff' : '#000000';
    changed();
  }
  let day = false;
  try {
    day = localStorage.getItem('light') === 'day';
  } catch {
    // a phone that keeps nothing still gets the switch
  }
  button.addEventListener('click', () => {
    day = root.dataset.light !== 'day';
    try {
      localStorage.setItem('light', day ? 'day' : 'night');
    } catch {
      // as above
    }
    show(day);
  });
  show(day);
}
