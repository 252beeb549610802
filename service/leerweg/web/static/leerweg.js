// Offers names while somebody types (a combobox after the ARIA pattern). The form works as well without it.
"use strict";

const PAUSE = 180;
const LEAST = 2;

function enhance(input) {
  const form = input.form;
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = `${input.id}-offered`;
  list.className = "offered";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  said.className = "unseen";
  said.setAttribute("role", "status");
  input.after(list, said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  let timer = 0;
  let latest = 0;
  let current = -1;

  function close() {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    const options = [...list.children];
    if (!options.length) return;
    current = (place + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === current)));
    input.setAttribute("aria-activedescendant", options[current].id);
    options[current].scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    input.value = option.dataset.label;
    if (input.id === "q") remember(option.dataset.iri);
    close();
  }

  // What was chosen goes along as its IRI; what is typed afterwards makes it void.
  function remember(iri) {
    let hidden = form.elements.namedItem("thing");
    if (!hidden && iri) {
      hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "thing";
      form.append(hidden);
    }
    if (hidden) hidden.value = iri;
  }

  function show(items) {
    list.replaceChildren(...items.map((item, index) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const about = document.createElement("span");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.iri = item.iri;
      option.dataset.label = item.label;
      name.textContent = item.label;
      about.className = "about";
      about.textContent = item.code ? `${item.kindLabel} · ${item.code}` : item.kindLabel;
      option.append(name, " ", about);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return option;
    }));
    current = -1;
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(items.length > 0));
    input.removeAttribute("aria-activedescendant");
    said.textContent = items.length ? form.dataset.some.replace("{n}", items.length) : form.dataset.none;
  }

  async function ask() {
    const text = input.value.trim();
    const mine = ++latest;
    if (text.length < LEAST) { close(); return; }
    const query = new URLSearchParams({ q: text, lang: document.documentElement.lang });
    for (const kind of input.dataset.suggest.split(" ")) query.append("kind", kind);
    try {
      const response = await fetch(`/suggest?${query}`, { headers: { accept: "application/json" } });
      const { items } = await response.json();
      if (mine === latest && document.activeElement === input) show(items);
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    if (input.id === "q") remember("");
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); ask(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(current + (event.key === "ArrowDown" ? 1 : current < 0 ? 0 : -1));
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      choose(list.children[current]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("input[data-suggest]").forEach(enhance);
