// Pages work without this; it moves the focus to an answer and takes dropped files.
document.querySelector('[data-focus]')?.focus({ preventScroll: true });

for (const form of document.querySelectorAll('[data-drop]')) {
  const input = form.querySelector('input[type=file]');
  form.querySelector('.drop').hidden = false;
  for (const type of ['dragenter', 'dragover']) {
    form.addEventListener(type, event => {
      event.preventDefault();
      form.classList.add('over');
    });
  }
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', event => {
    event.preventDefault();
    form.classList.remove('over');
    if (event.dataTransfer.files.length === 1) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}
