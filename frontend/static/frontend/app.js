// Everything works without this file. It adds keys, closes overlays, and moves the focus where a screen reader expects it.
(() => {
  "use strict";
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
  const FIELD = "form input:not([type=hidden]), form select, form textarea, form button"; // where typing begins, and Ctrl Enter submits
  const overlay = () => document.querySelector(".over:target");
  const close = () => { if (overlay()) { location.hash = "main"; } };
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const here = () => rows().findIndex((row) => row.classList.contains("on"));

  const beside = window.matchMedia("(min-width: 1181px)"); // there the preview stands beside the list
  const mark = (on) => rows().forEach((row) => {
    row.classList.toggle("on", row === on);
    row.querySelectorAll("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    if (row === on) row.querySelectorAll("[data-preview]").forEach((link) => link.setAttribute("aria-current", "true"));
  });

  function move(by) {
    const all = rows();
    if (!all.length) return;
    const at = Math.min(all.length - 1, Math.max(0, here() + by));
    mark(all[at]);
    const link = all[at].querySelector("a");
    link.focus();
    if (link.matches("[data-preview]") && window.htmx && beside.matches) link.click();
    all[at].scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    if (found.tagName === "SUMMARY") {
      found.parentElement.open = true;
      (found.parentElement.querySelector(FIELD) || found).focus();
      found.scrollIntoView({ block: "nearest" });
    }
    else found.click();
    return true;
  }

  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (typing(event.target)) event.target.blur(); close(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = document.activeElement && document.activeElement.closest("form");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key;
    if (before === "g") { before = ""; if (press(`g ${key}`)) event.preventDefault(); return; }
    if (key === "g") { before = "g"; return; }
    if (key === "?") { location.hash = "keys"; return; }
    if (key === "/") { const q = document.getElementById("q"); if (q) { event.preventDefault(); q.focus(); q.select(); } return; }
    if (key === "j" || key === "k") { move(key === "j" ? 1 : -1); return; }
    if (key === "o" && here() >= 0) { (rows()[here()].querySelector("[data-open]") || rows()[here()].querySelector("a")).click(); return; }
    if (key === "x" && here() >= 0) { const box = rows()[here()].querySelector("input[type=checkbox]"); if (box) box.click(); return; }
    if (press(key)) event.preventDefault();
  });

  const picked = () => document.querySelectorAll("[data-picked]").forEach((said) => {
    const chosen = document.querySelectorAll("[data-pick]:checked").length;
    said.textContent = chosen ? said.dataset.picked.replace("{n}", chosen) : "";
  });
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-pick-all]");
    if (all) document.querySelectorAll("[data-pick]").forEach((box) => { box.checked = all.checked; });
    if (all || event.target.closest("[data-pick]")) picked();
    if (event.target.closest("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  // A text block goes in where the cursor stands; without this its words stand on the page to be copied.
  const insertable = () => document.querySelectorAll("[data-insert][hidden]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const field = document.getElementById(button.dataset.insert), text = button.parentElement.querySelector("template").content.textContent;
    field.setRangeText((field.selectionStart && field.value[field.selectionStart - 1] !== "\n" ? "\n" : "") + text, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
  insertable();
  document.addEventListener("htmx:afterSettle", insertable);

  // What belongs to some answers of another field stands on the page with those only, and is not sent with others; without this each says with which.
  const fitting = () => document.querySelectorAll("[data-with]").forEach((part) => {
    const chosen = part.closest("form").querySelector(`[name="${part.dataset.with}"]:checked`);
    const among = (codes) => Boolean(chosen) && codes.split(" ").includes(chosen.value);
    const needed = among(part.dataset.needs), hint = part.querySelector(".hint");
    part.hidden = !needed && !among(part.dataset.may);
    part.querySelectorAll("input, textarea, select").forEach((field) => { field.disabled = part.hidden; });
    if (hint) hint.hidden = needed;
  });
  fitting();
  document.addEventListener("change", fitting);
  document.addEventListener("htmx:afterSettle", fitting);

  // A text too long for its field is never cut: it is counted where it comes near the limit, and the server says what is too much.
  const counted = (field) => {
    const most = Number(field.dataset.most), length = [...field.value.replace(/\n/g, "\r\n")].length;
    let said = field.nextElementSibling;
    if (!said || !said.matches("[data-count]")) {
      if (length < most * 0.8) return;
      said = document.createElement("p");
      said.dataset.count = "";
      said.setAttribute("role", "status");
      field.after(said);
    }
    said.className = length > most ? "why" : "hint";
    said.textContent = length < most * 0.8 ? "" : `${length} / ${most}`;
  };
  document.addEventListener("input", (event) => { if (event.target.dataset.most) counted(event.target); });
  document.querySelectorAll("[data-most]").forEach(counted);

  // One submit at a time: a second press of the button files nothing twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    if ("download" in form.dataset) setTimeout(() => again(form), 20000); // the page stays, and nothing says when the file came
  });
  const again = (form) => { delete form.dataset.sent; form.removeAttribute("aria-busy"); };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(again));

  const focus = () => { const found = document.querySelector("[data-focus]"); if (found) found.focus(); };
  document.addEventListener("htmx:afterSwap", (event) => {
    const heading = event.detail.target.querySelector("[data-focus-swap]") || event.detail.target.querySelector("[data-focus], h2, h3, input:not([type=hidden]), select, textarea, button");
    if (heading) { if (!heading.matches("input,select,textarea,a,button")) heading.tabIndex = -1; heading.focus(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-preview]")) mark(event.target.closest("[data-row]"));
  });
  document.querySelectorAll("[data-script]").forEach((part) => { part.hidden = false; });
  picked();
  focus();
})();
