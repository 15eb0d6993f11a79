"use strict";
(() => {
  const $ = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const body = $("#facts tbody"), filter = $("#filter"), count = $("#count"), card = $("#card");
  const rows = all("tr", body);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const words = new WeakMap();
  const folded = (row) => {
    if (!words.has(row)) words.set(row, fold(row.textContent));
    return words.get(row);
  };
  const switches = all(".legend input");
  const off = new Set();
  const shown = (row) => !row.hidden && !off.has(row.className.split(" ")[0]);

  // The filter: every word has to be in the row; marks do not matter. A switch hides a kind of facts, here and in the text.
  const apply = () => {
    const wanted = fold(filter.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const hide = !wanted.every((word) => folded(row).includes(word));
      if (row.hidden !== hide) row.hidden = hide;
    }
    const left = rows.filter(shown).length;
    count.textContent = left === rows.length ? `(${left})` : `(${left} / ${rows.length})`;
  };
  const turn = () => {
    for (const each of switches) {
      const kind = each.id.replace("show-", "");
      document.body.classList.toggle("off-" + kind, !each.checked);
      if (each.checked) off.delete(kind); else off.add(kind);
    }
    apply();
  };
  let waiting = 0;
  filter.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, rows.length > 500 ? 150 : 0); });
  for (const each of switches) each.addEventListener("change", turn);
  turn();

  // Sorting, by what a cell says it is worth or by its words; what has no value comes last.
  const worth = (row, at) => {
    const cell = row.cells[at], value = cell.dataset.s;
    return value === undefined ? fold(cell.textContent.trim()) : value === "" ? "" : Number(value);
  };
  const compare = new Intl.Collator("vi").compare;
  all("#facts thead th").forEach((head, at) => $("button", head).addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const each of all("#facts thead th")) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = (one, other) => {
      const a = worth(one, at), b = worth(other, at);
      if (a === "" || b === "") return (a === "") - (b === "");
      const less = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
      return down ? -less : less;
    };
    body.append(...[...rows].sort(order));
  }));
  if (!card) return;

  // A fact is shown in the words and in the table.
  const marks = new Map();
  for (const mark of all(".m[data-f]")) {
    for (const fact of mark.dataset.f.split(" ")) {
      if (marks.has(fact)) marks.get(fact).push(mark); else marks.set(fact, [mark]);
    }
  }
  const light = (facts) => {
    for (const each of all(".on")) each.classList.remove("on");
    for (const fact of facts) {
      for (const mark of marks.get(fact) || []) mark.classList.add("on");
      const row = document.getElementById("row-" + fact);
      if (row) row.classList.add("on");
    }
  };
  const close = () => { card.hidden = true; light([]); };
  const open = (facts) => {
    card.replaceChildren();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "✕";
    button.setAttribute("aria-label", "×");
    button.addEventListener("click", close);
    card.append(button);
    for (const fact of facts) {
      const row = document.getElementById("row-" + fact);
      if (!row) continue;
      const line = document.createElement("p");
      for (const cell of row.cells) {
        for (const node of cell.childNodes) line.append(node.cloneNode(true), " ");
      }
      card.append(line);
    }
    card.hidden = false;
  };
  const jump = (fact) => {
    light([fact]);
    const mark = (marks.get(fact) || [])[0];
    if (mark) mark.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("main .m[data-f]");
    if (mark) {
      const facts = mark.dataset.f.split(" ").filter((fact) => {
        const row = document.getElementById("row-" + fact);
        return row && shown(row);
      });
      if (!facts.length) return;
      light(facts);
      open(facts);
      const row = document.getElementById("row-" + facts[0]);
      const panel = $(".columns > .facts");
      if (getComputedStyle(panel).position === "sticky") panel.scrollTop += row.getBoundingClientRect().top - panel.getBoundingClientRect().top - 120;
      return;
    }
    const link = event.target.closest("#facts a[data-f]");
    if (link) {
      event.preventDefault();
      card.hidden = true;
      jump(link.dataset.f);
      history.replaceState(null, "", "#" + link.dataset.f);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "/" && document.activeElement !== filter) { event.preventDefault(); filter.focus(); }
  });
  if (matchMedia("(max-width: 760px)").matches) $("nav details").open = false;
  if (marks.has(location.hash.slice(1))) jump(location.hash.slice(1));
})();
