/* One question with two answers, for what cannot be timed or taken back. */
import { $ } from './dom.js';

/** Asks; `yes` is called for a yes and nothing for all else. */
export function ask(question, yes) {
  const dialog = $('sure');
  $('suretext').textContent = question;
  dialog.returnValue = '';
  dialog.onclose = () => dialog.returnValue === 'yes' && yes();
  dialog.showModal();
}
