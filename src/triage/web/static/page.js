// What a page can do beyond forms: everything works without it.
"use strict";

// --- what was put in and could not be sent: kept by this page alone, and sent again

const AGAIN_MS = 3000;
const PUT_AGAIN = new Set([409, 422]); // the form comes back, with what is wrong
const told = document.getElementById("told");
const waiting = new Map(); // a form, and the button it was sent by
let timer = null;

function tell(text) {
  told.textContent = text;
}

function later(form, button, wait = AGAIN_MS) {
  waiting.set(form, button);
  tell(told.dataset.waiting);
  timer ??= setTimeout(again, wait);
}

function again() {
  timer = null;
  for (const [form, button] of waiting) {
    if (form.isConnected) {
      form.requestSubmit(button);
    } else {
      waiting.delete(form);
    }
  }
}

function arrived(form) {
  const waited = waiting.delete(form);
  if (waiting.size === 0) {
    tell(waited ? told.dataset.sent : "");
  }
}

const sender = new WeakMap();
document.addEventListener("submit", (event) => sender.set(event.target, event.submitter), true);

function formOf(event) {
  return event.target.closest?.("form") ?? null;
}

document.addEventListener("htmx:error", (event) => {
  const form = formOf(event);
  if (form) {
    later(form, sender.get(form));
  }
});

// Busy, or signed out: what was put in stays where it is, and nothing takes its place.
document.addEventListener("htmx:before:response", (event) => {
  const form = formOf(event);
  const { status, headers } = event.detail.ctx.response;
  if (form === null) {
    return;
  }
  if (status === 401) {
    event.preventDefault();
    waiting.set(form, sender.get(form)); // who leaves the page is asked
    tell(told.dataset.signedOut);
  } else if (status === 429 || status >= 500) {
    event.preventDefault();
    later(form, sender.get(form), headers.get("Retry-After") * 1000 || AGAIN_MS);
  } else if (PUT_AGAIN.has(status) || status < 400) {
    arrived(form);
  } else {
    event.preventDefault();
    tell(told.dataset.refused);
  }
});

// --- after a part of the page was put in place

function typedNote() {
  return document.querySelector("[data-kept]");
}

let kept = "";
document.addEventListener("htmx:before:swap", (event) => {
  const note = typedNote();
  kept = note && !formOf(event)?.contains(note) ? note.value : "";
});

document.addEventListener("htmx:after:swap", () => {
  const note = typedNote();
  if (note && kept) {
    note.value = kept;
    note.closest("details").open = true;
  }
  begin();
});

function begin() {
  prepare();
  const wrong = document.querySelector("[role=alert]");
  const first = document.querySelector("form.question [name=answer]") || document.querySelector("h1");
  const at = wrong || first;
  if (at) {
    if (!at.matches("input, select, textarea")) {
      at.tabIndex = -1;
    }
    at.focus({ preventScroll: true });
    (document.getElementById("asked") || at).scrollIntoView({ block: "nearest" });
  }
}

window.addEventListener("beforeunload", (event) => {
  const note = typedNote();
  if (waiting.size > 0 || (note && note.value.trim())) {
    event.preventDefault();
  }
});

// --- what is still being worked out: asked for again, and shown once it is there

async function whenDone() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer === null || answer.status === 202) {
    setTimeout(whenDone, AGAIN_MS);
  } else {
    location.reload();
  }
}

if (document.querySelector("[data-again]")) {
  setTimeout(whenDone, AGAIN_MS);
}

// --- copying, counting, printing

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-limit]");
  if (field === null) {
    return;
  }
  const line = field.querySelector("[data-count]");
  const length = event.target.value.length;
  line.hidden = false;
  line.textContent = line.dataset.count.replace("{count}", length);
  line.classList.toggle("form-error-message", length > field.dataset.limit);
});

function prepare() {
  for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
    button.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (button === null) {
    return;
  }
  if (button.hasAttribute("data-print")) {
    window.print();
    return;
  }
  const area = document.getElementById(button.dataset.copy);
  area.select();
  navigator.clipboard.writeText(area.value).then(() => tell(button.dataset.copied));
});

prepare();
